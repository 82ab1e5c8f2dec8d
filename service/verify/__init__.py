"""Stage 6: is the quote in the article, and does the value follow from it by the rules' own reading?"""

from service.verify.verifier import Verifier

__all__ = ["Verifier"]

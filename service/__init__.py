"""The service that reads articles: text, rules, model, verification; over HTTP and on the command line."""

// The client by openapi-generator (java, native): java Prove ADDRESS KEY
import java.util.List;
import org.treatyrecords.ApiClient;
import org.treatyrecords.ApiException;
import org.treatyrecords.api.ContractApi;
import org.treatyrecords.api.ExtractionApi;
import org.treatyrecords.model.*;

public class Prove {
    static final String TEXT =
        "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet.";

    static ApiClient client(String address, String key) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(address);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        return client;
    }

    static void check(boolean holds, Object seen) {
        if (!holds) throw new AssertionError(seen);
    }

    static Problem problem(ApiClient client, ApiException error) throws Exception {
        return client.getObjectMapper().readValue(error.getResponseBody(), Problem.class);
    }

    public static void main(String[] given) throws Exception {
        ApiClient client = client(given[0], given[1]);
        ApiClient stranger = client(given[0], "none");
        ExtractionApi api = new ExtractionApi(client);
        ExtractionOptions options = new ExtractionOptions().llm(LlmMode.OFF).offsets(Offsets.UTF16);

        Extraction extraction = api.createExtraction(new ExtractionRequest().text(TEXT).options(options), null);
        TreatyRecord record = extraction.getRecords().get(0);
        List<String> codes = record.getParties().stream().map(Party::getCode).toList();
        check(codes.equals(List.of("DEU", "FRA")), codes);
        for (Evidence proof : record.getEvents().get(0).getEvidence())
            check(TEXT.substring(proof.getStart(), proof.getEnd()).equals(proof.getQuote()), proof);

        try {
            api.createExtraction(new ExtractionRequest().text(""), null);
            throw new AssertionError("accepted");
        } catch (ApiException error) {
            Problem problem = problem(client, error);
            check(problem.getStatus() == 422 && problem.getErrors().get(0).getPointer().equals("/text"), problem);
        }
        try {
            new ContractApi(stranger).listLanguages(null);
            throw new AssertionError("let in");
        } catch (ApiException error) {
            Problem problem = problem(stranger, error);
            check(problem.getStatus() == 401 && problem.getType().equals("/problems/unauthorised"), problem);
        }
    }
}

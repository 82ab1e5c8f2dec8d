// The client by openapi-typescript and openapi-fetch: node openapi_fetch.js ADDRESS KEY
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "../made/schema";

const TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet.";
const [baseUrl, key] = process.argv.slice(2) as [string, string];
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
const stranger = createClient<paths>({ baseUrl, headers: { Authorization: "Bearer none" } });

const { data } = await client.POST("/v1/extractions", {
  body: { text: TEXT, options: { llm: "off", offsets: "utf16" } },
});
const event = data!.records[0]!.events[0]!;
assert.deepEqual(data!.records[0]!.parties.map((party) => party.code), ["DEU", "FRA"]);
assert.equal(event.date?.edtf, "2019-01-22");
for (const { start, end, quote } of event.evidence) assert.equal(TEXT.slice(start, end), quote);

const { error } = await client.POST("/v1/extractions", { body: { text: "" } });
const problem: components["schemas"]["Problem"] = error!;
assert.deepEqual([problem.status, problem.errors[0]!.pointer], [422, "/text"]);

const refused = await stranger.GET("/v1/languages");
assert.equal(refused.response.status, 401);
assert.equal(refused.error!.type, "/problems/unauthorised");

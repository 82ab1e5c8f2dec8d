// The client by @hey-api/openapi-ts: node hey_api.js ADDRESS KEY
import assert from "node:assert/strict";
import { createClient } from "../made/hey/client";
import { createExtraction, listLanguages } from "../made/hey/sdk.gen";

const TEXT = "Deutschland und Frankreich haben am 22. Januar 2019 in Aachen einen Vertrag unterzeichnet.";
const [baseUrl, auth] = process.argv.slice(2) as [string, string];
const client = createClient({ baseUrl, auth });
const stranger = createClient({ baseUrl, auth: "none" });

const { data } = await createExtraction({ client, body: { text: TEXT, options: { llm: "off" } } });
assert.deepEqual(data!.records[0]!.parties.map((party) => party.code), ["DEU", "FRA"]);

const { error } = await createExtraction({ client, body: { text: "" } });
assert.deepEqual([error!.status, error!.errors[0]!.pointer], [422, "/text"]);

const refused = await listLanguages({ client: stranger });
assert.deepEqual([refused.error!.status, refused.error!.type], [401, "/problems/unauthorised"]);

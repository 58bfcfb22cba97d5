/*
 * Holds one conversation with a skill, by npm's virtual-alexa: its own understanding of the model, its own requests.
 *
 * Reads from standard input {"url", "model", "applicationId", "apiEndpoint", "turns": [{"say", "at"}]}, `at` being the
 * request's timestamp; a turn without `say` opens the skill. Prints each {"request", "response"} as a line of JSON.
 */

const { VirtualAlexa } = require("virtual-alexa");

async function talk({ url, model, applicationId, apiEndpoint, turns }) {
  const alexa = VirtualAlexa.Builder().applicationID(applicationId).skillURL(url).interactionModelFile(model).create();
  alexa.context().device().setID("amzn1.ask.device.VIRTUAL");
  let request;
  let now;
  alexa.filter((json) => {
    json.request.timestamp = now;
    json.context.System.apiEndpoint = apiEndpoint; // its own default is Amazon's
    request = json;
  });
  for (const { say, at } of turns) {
    now = at;
    const response = say === undefined ? await alexa.launch() : await alexa.utter(say);
    console.log(JSON.stringify({ request, response }));
  }
}

let input = "";
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () =>
  talk(JSON.parse(input)).catch((error) => {
    console.error(String(error));
    process.exitCode = 1;
  }),
);

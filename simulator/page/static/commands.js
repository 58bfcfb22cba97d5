/* Commands to the Echo: one POST each. Their effects arrive as events. */

/** Sends a command, also from a page that is being closed if it has to; returns why it was refused, or an empty text. */
export async function send(command, details = {}, keepalive = false) {
  try {
    const answer = await fetch(`/echo/${command}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(details),
      keepalive,
    });
    return answer.ok ? "" : await refusal(answer);
  } catch {
    return "The Echo cannot be reached. Is it still running in the terminal?";
  }
}

async function refusal(answer) {
  const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
  return isPlain ? answer.text() : `That was not possible (${answer.status}).`;
}

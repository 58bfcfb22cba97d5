/* What can be wished in the room: one POST each. What comes of it arrives as an event. */

/** Wishes; returns why not, or an empty text. */
export async function wish(what, details = {}) {
  try {
    const answer = await fetch(`/echo/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(details),
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

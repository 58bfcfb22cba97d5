/* The browser's own speech recognition, where it has one: an extra, and the button says so. */

/** Shows and connects the button; onHeard is called with what was understood. */
export function connectMicrophone(button, note, onHeard) {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!Recognition) return;
  button.hidden = note.hidden = false;
  let recognition = null;
  button.addEventListener("click", () => {
    if (recognition) {
      recognition.stop();
      return;
    }
    recognition = new Recognition();
    recognition.lang = "en-US";
    recognition.onresult = (event) => onHeard(event.results[0][0].transcript);
    recognition.onend = () => {
      recognition = null;
      button.setAttribute("aria-pressed", "false");
    };
    button.setAttribute("aria-pressed", "true");
    recognition.start();
  });
}

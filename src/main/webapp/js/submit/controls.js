/** The two fields everybody fills in. */
import { html, nothing } from "lit";
import { live as liveValue } from "lit-html/directives/live.js";
import { lastImages } from "../draft.js";
import { split } from "../shell.js";
import { samples } from "../store.js";
import { field } from "./fields.js";

/** The image, with the last used and the market's samples to choose from. */
export function imageControl(screen, errors) {
  const known = samples.value.map((sample) => sample.image);
  const suggested = [...new Set([...lastImages(), ...known])].slice(0, 5);
  return html`${field({
      name: "image",
      label: "Image",
      error: errors.image,
      control: (described) =>
        html`<input
          id="image"
          name="image"
          class="mono"
          list="images"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${known[0] ?? "lumaris/python:3.11"}
          .value=${liveValue(screen.form.image)}
          aria-describedby=${described}
          aria-invalid=${errors.image ? "true" : "false"}
          @input=${(event) => screen.set("image", event.target.value)}
        />`,
    })}
    <datalist id="images">
      ${suggested.map((image) => html`<option value=${image}></option>`)}
    </datalist>
    <div class="chips" role="group" aria-label="Suggested images">
      ${suggested.map((image) => html`<button type="button" class="chip mono" @click=${() => screen.choose(image)}>${image}</button>`)}
    </div>`;
}

/** The command, for a shell or as a list of arguments. */
export function commandControl(screen, errors) {
  const shell = screen.form.mode === "shell";
  const words = shell ? [] : split(screen.form.command).words;
  const mode = (value, text) =>
    html`<label class="segment">
      <input
        type="radio"
        name="mode"
        value=${value}
        .checked=${liveValue(screen.form.mode === value)}
        @change=${() => screen.set("mode", value)}
      />
      <span>${text}</span>
    </label>`;
  return html`<div class="command">
    <div class="segments" role="radiogroup" aria-label="How the command is run">
      ${mode("shell", "Shell")}${mode("args", "Arguments")}
    </div>
    ${field({
      name: "command",
      label: "Command",
      hint: shell
        ? "Runs as sh -c. Leave it empty to run what the image itself runs."
        : "Given word by word to the image's own program.",
      error: errors.command ?? errors.args,
      control: (described) =>
        html`<textarea
          id="command"
          name="command"
          class="mono"
          rows=${Math.min(16, Math.max(4, screen.form.command.split("\n").length + 1))}
          spellcheck="false"
          autocapitalize="off"
          placeholder=${shell ? "python -c 'print(1)'" : "--version"}
          .value=${liveValue(screen.form.command)}
          aria-describedby=${described}
          aria-invalid=${errors.command ? "true" : "false"}
          @input=${(event) => screen.set("command", event.target.value)}
        ></textarea>`,
    })}
    ${words.length ? html`<p class="words" aria-label="Arguments as understood">${words.map((word) => html`<code>${word}</code>`)}</p>` : nothing}
  </div>`;
}

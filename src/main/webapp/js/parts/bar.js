import { html, svg } from "lit";

/**
 * Parts of a whole as one bar. It is a picture: `label` says in words what it shows.
 *
 * @param {{label: string, parts: {name: string, amount: number}[], whole?: number}} shown `name` is
 *     the part's style; what is left of `whole` stays empty
 */
export function bar({ label, parts, whole }) {
  const all = Math.max(
    1,
    whole ?? 0,
    parts.reduce((sum, { amount }) => sum + amount, 0),
  );
  let from = 0;
  const rect = ({ name, amount }) => {
    const share = (100 * amount) / all;
    const drawn = svg`<rect class="bar-${name}" x="${from}%" width="${share}%" height="100%" />`;
    from += share;
    return drawn;
  };
  return html`<svg class="bar" role="img" aria-label=${label}>${parts.map(rect)}</svg>`;
}

import { svg } from "lit";

/** The sun half risen from the sea, and the name in our own letters. */
export const brand = svg`
  <svg class="brand-mark" viewBox="0 0 32 24" width="32" height="24" aria-hidden="true">
    <path class="sun" d="M8 13a8 8 0 0 1 16 0z" />
    <path class="sea" d="M3 16.2h26M7.5 19.8h17M12 23.2h8" />
  </svg>
  <svg class="brand-name" viewBox="0 0 118 20" width="118" height="20" aria-hidden="true">
    <path
      d="M2 2v16h9M18 2v10a6 6 0 0 0 12 0V2M38 18V2l7.5 9L53 2v16M60 18 67 2l7 16M82 18V2h6a4.6 4.6 0 0 1 0 9.2h-6m6 0 5 6.8M101 2v16M116 5.200C115 3 113.200 2 111.400 2 109.200 2 107.500 3.400 107.500 5.600c0 5.200 8.700 2.600 8.700 8.200 0 2.500-2 4.200-4.500 4.200-2.300 0-4.100-1.300-4.900-3.500"
    />
  </svg>`;

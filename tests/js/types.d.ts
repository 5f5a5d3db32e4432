// Types for `tsc --checkJs` alone: no view needs them at work.

import type { RenderProps } from "@anywidget/types";

declare global {
  /** What a view is given: its model and its place in the page. */
  type Given = Pick<RenderProps, "model" | "el">;
}

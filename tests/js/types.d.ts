// Types for `tsc --checkJs` alone: no view needs them at work.

import type { RenderProps } from "@anywidget/types";

declare global {
  /** What a view is given: its model and its place in the page. */
  type Given = Pick<RenderProps, "model" | "el">;
  /** Says words in the language of a view; `source` says the name of a source. */
  type Speaker = {
    (message: string, values?: Record<string, unknown>): string;
    source: (name: string) => string;
  };
  type Title = (t: Speaker) => string;
  /** A filter with check boxes: a trait, the field of a record, the title, the order of values if not by number. */
  type Filter = [trait: string, field: string, title: Title, order?: string[]];
  /** A filter with a menu: a trait, the field of a record, the title, the trait with the names of values. */
  type Menu = [trait: string, field: string, title: Title, names?: string];
}

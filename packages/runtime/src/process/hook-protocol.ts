/** Longest request, in UTF-16 units: as much as a databag can hold. */
export const maxRequestLength: number = 16 * 1_048_576

/** What a hook says to a request. */
export type HookAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }

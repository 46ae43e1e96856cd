import type { Post } from './posts.ts'

/** The blog as a page: who serves it, its posts, and a form for another. */
export function page(unit: string, posts: readonly Post[]): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Blog</title>
<h1>Blog</h1>
${posts.map(article).join('\n')}
<form method="post" action="/posts">
  <input name="title" placeholder="Title" required>
  <textarea name="text" placeholder="Text" required></textarea>
  <button>Post</button>
</form>
<footer>Served by ${escaped(unit)}</footer>
`
}

function article({ title, text }: Post): string {
  return `<article><h2>${escaped(title)}</h2><p>${escaped(text)}</p></article>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

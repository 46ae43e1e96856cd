import { expect, test } from 'vitest'
import { page } from '../src/page.ts'

test('whatever is posted is shown as text', () => {
  expect(page('blog/0', [{ title: '<b>"Hi"</b>', text: `Tom & 'Jerry'` }])).toContain(
    '<article><h2>&#60;b&#62;&#34;Hi&#34;&#60;/b&#62;</h2><p>Tom &#38; &#39;Jerry&#39;</p></article>',
  )
})

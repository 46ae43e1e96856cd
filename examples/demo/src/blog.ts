import { hold } from './failure.ts'
import { ask } from './requests.ts'
import { showAnswers, through, type Stage } from './stage.ts'

const post = { title: 'A post', text: 'It went through the proxy into MariaDB, and came back.' }

/** A post that one unit of the blog stored is on the pages of all. */
export async function postsComeBack(stage: Stage): Promise<void> {
  stage.report.heading('a post through the proxy into MariaDB, and back from every unit of the blog')
  const target = through(stage, 'blog')
  const { status } = await ask({ ...target, path: '/posts', form: post })
  stage.report.line(`POST http://${target.address}:${target.port}/posts  ${status}  ${post.title}`)
  hold(status === 303, `the blog answered the post with status ${status}`)
  await showAnswers(stage, 'blog', (page) => {
    const unit = /Served by (\S+?)</.exec(page)?.[1] ?? 'nobody'
    hold(page.includes(post.text), `${unit} does not show the post`)
    return { unit, text: `${post.text} (served by ${unit})` }
  })
}

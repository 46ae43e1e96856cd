import { HttpProvider } from '@interlayer/interface-http'
import { defineCharm, port } from '@interlayer/runtime'

export default defineCharm({
  endpoints: { web: HttpProvider },
  config: { port: port('TCP port that serves HTTP.', { default: 8080 }) },
}).when('web.available', ({ web }, { config }) => {
  web.configure({ port: config.port })
})

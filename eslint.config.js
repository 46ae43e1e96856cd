export { default } from '@interlayer/eslint-config'

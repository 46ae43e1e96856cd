export { default } from '@interlayer/tsdown-config'

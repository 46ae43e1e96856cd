/** The other side, for tests of charms that speak mysql_client: `valid`, `partial`, `invalid` and of older generations. */
export { partners } from '@interlayer/data-interfaces/testing'

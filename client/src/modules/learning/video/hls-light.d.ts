// the light build has the same types and brings none of its own
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}

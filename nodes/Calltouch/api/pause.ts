/** The name by which the throttle knows it. */
export { delay as pause } from './delay';

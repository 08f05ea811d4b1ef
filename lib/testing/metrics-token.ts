/** To be imported before anything else: the environment is read once, when the first module asks for it. */
export const METRICS_TOKEN = 'a token that only tests know';
process.env.METRICS_TOKEN = METRICS_TOKEN;

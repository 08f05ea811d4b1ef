/**
 * What hosts, load balancers and rehearsals ask whether Saldo can serve. The image's own check is in the
 * Dockerfile.
 */
export const HEALTH_PATH = '/api/health/ready';

let draining = false;

/**
 * From here on the process says that it is not ready, so that load balancers send nothing new. There is no
 * way back.
 */
export function startDraining(): void {
  draining = true;
}

export function isDraining(): boolean {
  return draining;
}

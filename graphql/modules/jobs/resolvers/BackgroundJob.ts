import type { BackgroundJobName, BackgroundJobResolvers } from '../../../__generated__/types';

export const BackgroundJob: BackgroundJobResolvers = {
  name: ({ name }) => name.toUpperCase() as BackgroundJobName,
};

import type { OfferedPlaceResolvers } from '../../../__generated__/types';
export const OfferedPlace: OfferedPlaceResolvers = {/* Implement OfferedPlace resolver logic here */};

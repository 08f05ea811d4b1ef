import { clsx } from 'clsx';

/**
 * Joins class names. Nothing is merged: a `className` given to a primitive is for its place on the page
 * (margin, width, order), never for its looks, so there is nothing to resolve and no merging library in the
 * browser.
 */
export const cn = clsx;

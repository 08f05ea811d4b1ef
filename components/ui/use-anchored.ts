import { useLayoutEffect, type RefObject } from 'react';

const GAP_PX = 6;
const EDGE_PX = 8;

// jsdom knows no popovers and lays nothing out: the element is then simply part of the page.
const hasPopovers = () => 'showPopover' in HTMLElement.prototype;

/**
 * Shows `floating` (an element with popover="manual") in the top layer beside `anchor` while `open`.
 *
 * The top layer is above dialogs and is clipped by nothing, and the element stays where it is in the
 * document, so inside a modal dialog it still belongs to the dialog. It opens below and turns above when
 * there is more room there.
 */
export function useAnchored(
  open: boolean,
  anchor: RefObject<HTMLElement | null>,
  floating: RefObject<HTMLElement | null>,
  { align = 'start', sameWidth = false }: { align?: 'start' | 'center'; sameWidth?: boolean } = {},
) {
  useLayoutEffect(() => {
    const box = floating.current;
    const target = anchor.current;
    if (!open || !box || !target || !hasPopovers()) return;

    const place = () => {
      const at = target.getBoundingClientRect();
      if (sameWidth) box.style.setProperty('min-width', `${at.width}px`);
      const { width, height } = box.getBoundingClientRect();
      const below = window.innerHeight - at.bottom;
      const top =
        below < height + GAP_PX + EDGE_PX && at.top > below ? at.top - height - GAP_PX : at.bottom + GAP_PX;
      const wanted = align === 'center' ? at.left + at.width / 2 - width / 2 : at.left;
      const left = Math.max(
        EDGE_PX,
        Math.min(wanted, document.documentElement.clientWidth - width - EDGE_PX),
      );
      box.style.setProperty('top', `${Math.max(EDGE_PX, top)}px`);
      box.style.setProperty('left', `${left}px`);
    };

    box.showPopover();
    place();
    const resized = new ResizeObserver(place);
    resized.observe(box);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      resized.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
      if (box.isConnected) box.hidePopover();
    };
  }, [open, anchor, floating, align, sameWidth]);
}

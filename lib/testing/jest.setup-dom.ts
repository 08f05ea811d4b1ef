import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What a page waits for may be code that is fetched at that moment; machines may be busy, and only what never
// comes is wrong.
configure({ asyncUtilTimeout: 15_000 });

// Starts the portal in the browser.
import { createRoot } from 'react-dom/client';
import './styles.css';
import { Portal } from './page/portal.js';

const place = document.getElementById('portal');
if (!place) throw new Error('index.html has no place for the portal');
createRoot(place).render(<Portal />);

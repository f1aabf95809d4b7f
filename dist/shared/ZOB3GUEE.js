import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{Header}from"./2OX5PUKX.js";import"./RXVYH6O5.js";export{Header};

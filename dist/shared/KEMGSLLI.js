import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
var all=process.getBuiltinModule("node:crypto");var{createHash,createHmac,hash,randomBytes,randomUUID,timingSafeEqual}=all;export{createHash,createHmac,hash,randomBytes,randomUUID,timingSafeEqual};

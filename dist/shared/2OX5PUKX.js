import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{posix as x}from"node:path";var encode=(e,r)=>{if(Number.isSafeInteger(e))e<0?c(e,r):v(e,r);else throw Error("cannot encode number outside of javasc\
ript safe integer range");return r},v=(e,r)=>{r[0]=128;for(var o2=r.length;o2>1;o2--)r[o2-1]=e&255,e=Math.floor(e/256)},
c=(e,r)=>{r[0]=255;var o2=!1;e=e*-1;for(var a=r.length;a>1;a--){var s=e&255;e=Math.floor(e/256),o2?r[a-1]=f(s):s===0?r[a-
1]=0:(o2=!0,r[a-1]=l(s))}},parse=e=>{let r=e[0],o2=r===128?i(e.subarray(1,e.length)):r===255?p(e):null;if(o2===null)throw Error(
"invalid base256 encoding");if(!Number.isSafeInteger(o2))throw Error("parsed number outside of javascript safe integer r\
ange");return o2},p=e=>{for(var r=e.length,o2=0,a=!1,s=r-1;s>-1;s--){var n=Number(e[s]),t;a?t=f(n):n===0?t=n:(a=!0,t=l(n)),
t!==0&&(o2-=t*Math.pow(256,r-s-1))}return o2},i=e=>{for(var r=e.length,o2=0,a=r-1;a>-1;a--){var s=Number(e[a]);s!==0&&(o2+=
s*Math.pow(256,r-a-1))}return o2},f=e=>(255^e)&255,l=e=>(255^e)+1&255;var isCode=e=>name.has(e);var normalFsTypes=new Set(["0","","1","2","3","4","5","6","7","D"]),name=new Map([["0","File"],["","OldFile"],["1","Link"],
["2","SymbolicLink"],["3","CharacterDevice"],["4","BlockDevice"],["5","Directory"],["6","FIFO"],["7","ContiguousFile"],[
"g","GlobalExtendedHeader"],["x","ExtendedHeader"],["A","SolarisACL"],["D","GNUDumpDir"],["I","Inode"],["K","NextFileHas\
LongLinkpath"],["L","NextFileHasLongPath"],["M","ContinuationFile"],["N","OldGnuLongPath"],["S","SparseFile"],["V","Tape\
VolumeHeader"],["X","OldExtendedHeader"]]),code=new Map(Array.from(name).map(e=>[e[1],e[0]]));var k=s=>s===void 0||s<0?void 0:s,Header=class{cksumValid=!1;needPax=!1;nullBlock=!1;block;path;mode;uid;gid;size;cksum;#e="\
Unsupported";linkpath;uname;gname;devmaj=0;devmin=0;atime;ctime;mtime;charset;comment;constructor(e,t=0,i2,n){Buffer.isBuffer(
e)?this.decode(e,t||0,i2,n):e&&this.#t(e)}decode(e,t,i2,n){if(t||(t=0),!e||!(e.length>=t+512))throw new Error("need 512 \
bytes for header");let d=p2(e,t+156,1),m=normalFsTypes.has(d),h=m?i2:void 0,a=m?n:void 0;if(this.path=h?.path??p2(e,t,100),
this.mode=h?.mode??a?.mode??c2(e,t+100,8),this.uid=h?.uid??a?.uid??c2(e,t+108,8),this.gid=h?.gid??a?.gid??c2(e,t+116,8),
this.size=k(h?.size??a?.size??c2(e,t+124,12)),this.mtime=h?.mtime??a?.mtime??u(e,t+136,12),this.cksum=c2(e,t+148,12),a&&
this.#t(a,!0),h&&this.#t(h),isCode(d)&&(this.#e=d||"0"),this.#e==="0"&&this.path.slice(-1)==="/"&&(this.#e="5"),this.#e===
"5"&&(this.size=0),this.linkpath=p2(e,t+157,100),e.subarray(t+257,t+265).toString()==="ustar\x0000")if(this.uname=h?.uname??
a?.uname??p2(e,t+265,32),this.gname=h?.gname??a?.gname??p2(e,t+297,32),this.devmaj=h?.devmaj??a?.devmaj??c2(e,t+329,8)??
0,this.devmin=h?.devmin??a?.devmin??c2(e,t+337,8)??0,e[t+475]!==0){let r=p2(e,t+345,155);this.path=r+"/"+this.path}else{
let r=p2(e,t+345,130);r&&(this.path=r+"/"+this.path),this.atime=i2?.atime??n?.atime??u(e,t+476,12),this.ctime=i2?.ctime??
n?.ctime??u(e,t+488,12)}let P=256;for(let r=t;r<t+148;r++)P+=e[r];for(let r=t+156;r<t+512;r++)P+=e[r];this.cksumValid=P===
this.cksum,this.cksum===void 0&&P===256&&(this.nullBlock=!0)}#t(e,t=!1){Object.assign(this,Object.fromEntries(Object.entries(
e).filter(([i2,n])=>!(n==null||i2==="size"&&Number(n)<0||i2==="path"&&t||i2==="linkpath"&&t||i2==="global"))))}encode(e,t=0){
if(e||(e=this.block=Buffer.alloc(512)),this.#e==="Unsupported"&&(this.#e="0"),!(e.length>=t+512))throw new Error("need 5\
12 bytes for header");let i2=this.ctime||this.atime?130:155,n=w(this.path||"",i2),d=n[0],m=n[1];this.needPax=!!n[2],this.
needPax=o(e,t,100,d)||this.needPax,this.needPax=l2(e,t+100,8,this.mode)||this.needPax,this.needPax=l2(e,t+108,8,this.uid)||
this.needPax,this.needPax=l2(e,t+116,8,this.gid)||this.needPax,this.needPax=l2(e,t+124,12,this.size)||this.needPax,this.
needPax=y(e,t+136,12,this.mtime)||this.needPax,e[t+156]=Number(this.#e.codePointAt(0)),this.needPax=o(e,t+157,100,this.linkpath)||
this.needPax,e.write("ustar\x0000",t+257,8),this.needPax=o(e,t+265,32,this.uname)||this.needPax,this.needPax=o(e,t+297,32,
this.gname)||this.needPax,this.needPax=l2(e,t+329,8,this.devmaj)||this.needPax,this.needPax=l2(e,t+337,8,this.devmin)||this.
needPax,this.needPax=o(e,t+345,i2,m)||this.needPax,e[t+475]!==0?this.needPax=o(e,t+345,155,m)||this.needPax:(this.needPax=
o(e,t+345,130,m)||this.needPax,this.needPax=y(e,t+476,12,this.atime)||this.needPax,this.needPax=y(e,t+488,12,this.ctime)||
this.needPax);let h=256;for(let a=t;a<t+148;a++)h+=e[a];for(let a=t+156;a<t+512;a++)h+=e[a];return this.cksum=h,l2(e,t+148,
8,this.cksum),this.cksumValid=!0,this.needPax}get type(){return this.#e==="Unsupported"?this.#e:name.get(this.#e)}get typeKey(){
return this.#e}set type(e){let t=String(code.get(e));if(isCode(t)||t==="Unsupported")this.#e=t;else if(isCode(e))this.#e=
e;else throw new TypeError("invalid entry type: "+e)}},w=(s,e)=>{let i2=s,n="",d,m=x.parse(s).root||".";if(Buffer.byteLength(
i2)<100)d=[i2,n,!1];else{n=x.dirname(i2),i2=x.basename(i2);do Buffer.byteLength(i2)<=100&&Buffer.byteLength(n)<=e?d=[i2,
n,!1]:Buffer.byteLength(i2)>100&&Buffer.byteLength(n)<=e?d=[i2.slice(0,99),n,!0]:(i2=x.join(x.basename(n),i2),n=x.dirname(
n));while(n!==m&&d===void 0);d||(d=[s.slice(0,99),"",!0])}return d},p2=(s,e,t)=>s.subarray(e,e+t).toString("utf8").replace(
/\0.*/,""),u=(s,e,t)=>N(c2(s,e,t)),N=s=>s===void 0?void 0:new Date(s*1e3),c2=(s,e,t)=>Number(s[e])&128?parse(s.subarray(
e,e+t)):B(s,e,t),j=s=>isNaN(s)?void 0:s,B=(s,e,t)=>j(parseInt(s.subarray(e,e+t).toString("utf8").replace(/\0.*$/,"").trim(),
8)),v2={12:8589934591,8:2097151},l2=(s,e,t,i2)=>i2===void 0?!1:i2>v2[t]||i2<0?(encode(i2,s.subarray(e,e+t)),!0):(L(s,e,t,
i2),!1),L=(s,e,t,i2)=>s.write(z(i2,t),e,t,"ascii"),z=(s,e)=>U(Math.floor(s).toString(8),e),U=(s,e)=>(s.length===e-1?s:new Array(
e-s.length-1).join("0")+s+" ")+"\0",y=(s,e,t,i2)=>i2===void 0?!1:l2(s,e,t,i2.getTime()/1e3),F=new Array(156).join("\0"),
o=(s,e,t,i2)=>i2===void 0?!1:(s.write(i2+F,e,t,"utf8"),i2.length!==Buffer.byteLength(i2)||i2.length>t);export{Header};

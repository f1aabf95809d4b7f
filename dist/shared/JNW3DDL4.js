import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{randomBytes}from"./KEMGSLLI.js";import"./RXVYH6O5.js";import Rr from"events";import D from"fs";import{EventEmitter as Kt}from"node:events";import ts from"node:stream";import{
StringDecoder as vr}from"node:string_decoder";import as from"node:path";import xe from"node:fs";import{dirname as Fr,parse as Mr}from"path";
import{EventEmitter as Wr}from"events";import di from"assert";import{Buffer as pe}from"buffer";import*as ls from"zlib";import Gr from"zlib";
import{posix as Ae}from"node:path";import{basename as wh}from"node:path";import xt from"fs";import G from"fs";import Os from"path";
import{win32 as xh}from"node:path";import Ms from"path";import Ws from"node:fs";import Gh from"node:assert";import u from"node:fs";import E from"node:path";import $s from"fs";import Ht from"node:fs";import it from"node:path";import A from"node:fs";
import Qh from"node:fs/promises";import Wt from"node:path";import{join as hr}from"node:path";import N from"node:fs";import yr from"node:path";
var gr=Object.defineProperty,Er=(e,t)=>{for(var i in t)gr(e,i,{get:t[i],enumerable:!0})},is=typeof process=="object"&&process?
process:{stdout:null,stderr:null},Sr=e=>!!e&&typeof e=="object"&&(e instanceof ue||e instanceof ts||_r(e)||Or(e)),_r=e=>!!e&&
typeof e=="object"&&e instanceof Kt&&typeof e.pipe=="function"&&e.pipe!==ts.Writable.prototype.pipe,Or=e=>!!e&&typeof e==
"object"&&e instanceof Kt&&typeof e.write=="function"&&typeof e.end=="function",Y=Symbol("EOF"),V=Symbol("maybeEmitEnd"),
J=Symbol("emittedEnd"),ct=Symbol("emittingEnd"),Pe=Symbol("emittedError"),ut=Symbol("closed"),ss=Symbol("read"),mt=Symbol(
"flush"),rs=Symbol("flushChunk"),F=Symbol("encoding"),_e=Symbol("decoder"),R=Symbol("flowing"),ze=Symbol("paused"),Oe=Symbol(
"resume"),v=Symbol("buffer"),L=Symbol("pipes"),S=Symbol("bufferLength"),Xt=Symbol("bufferPush"),ft=Symbol("bufferShift"),
k=Symbol("objectMode"),g=Symbol("destroyed"),qt=Symbol("error"),Qt=Symbol("emitData"),hs=Symbol("emitEnd"),Jt=Symbol("em\
itEnd2"),U=Symbol("async"),ei=Symbol("abort"),pt=Symbol("aborted"),Ue=Symbol("signal"),ce=Symbol("dataListeners"),x=Symbol(
"discarded"),je=e=>Promise.resolve().then(e),kr=e=>e(),Tr=e=>e==="end"||e==="finish"||e==="prefinish",Lr=e=>e instanceof
ArrayBuffer||!!e&&typeof e=="object"&&e.constructor&&e.constructor.name==="ArrayBuffer"&&e.byteLength>=0,Dr=e=>!Buffer.isBuffer(
e)&&ArrayBuffer.isView(e),ns=class{src;dest;opts;ondrain;constructor(e,t,i){this.src=e,this.dest=t,this.opts=i,this.ondrain=
()=>e[Oe](),this.dest.on("drain",this.ondrain)}unpipe(){this.dest.removeListener("drain",this.ondrain)}proxyErrors(e){}end(){
this.unpipe(),this.opts.end&&this.dest.end()}},xr=class extends ns{unpipe(){this.src.removeListener("error",this.proxyErrors),
super.unpipe()}constructor(e,t,i){super(e,t,i),this.proxyErrors=s=>this.dest.emit("error",s),e.on("error",this.proxyErrors)}},
Ar=e=>!!e.objectMode,Nr=e=>!e.objectMode&&!!e.encoding&&e.encoding!=="buffer",ue=class extends Kt{[R]=!1;[ze]=!1;[L]=[];[v]=[];[k];[F];[U];[_e];[Y]=!1;[J]=!1;[ct]=!1;[ut]=!1;[Pe]=null;[S]=0;[g]=!1;[Ue];[pt]=!1;[ce]=0;[x]=!1;writable=!0;readable=!0;constructor(...e){
let t=e[0]||{};if(super(),t.objectMode&&typeof t.encoding=="string")throw new TypeError("Encoding and objectMode may not\
 be used together");Ar(t)?(this[k]=!0,this[F]=null):Nr(t)?(this[F]=t.encoding,this[k]=!1):(this[k]=!1,this[F]=null),this[U]=
!!t.async,this[_e]=this[F]?new vr(this[F]):null,t&&t.debugExposeBuffer===!0&&Object.defineProperty(this,"buffer",{get:()=>this[v]}),
t&&t.debugExposePipes===!0&&Object.defineProperty(this,"pipes",{get:()=>this[L]});let{signal:i}=t;i&&(this[Ue]=i,i.aborted?
this[ei]():i.addEventListener("abort",()=>this[ei]()))}get bufferLength(){return this[S]}get encoding(){return this[F]}set encoding(e){
throw new Error("Encoding must be set at instantiation time")}setEncoding(e){throw new Error("Encoding must be set at in\
stantiation time")}get objectMode(){return this[k]}set objectMode(e){throw new Error("objectMode must be set at instanti\
ation time")}get async(){return this[U]}set async(e){this[U]=this[U]||!!e}[ei](){this[pt]=!0,this.emit("abort",this[Ue]?.
reason),this.destroy(this[Ue]?.reason)}get aborted(){return this[pt]}set aborted(e){}write(e,t,i){if(this[pt])return!1;if(this[Y])
throw new Error("write after end");if(this[g])return this.emit("error",Object.assign(new Error("Cannot call write after \
a stream was destroyed"),{code:"ERR_STREAM_DESTROYED"})),!0;typeof t=="function"&&(i=t,t="utf8"),t||(t="utf8");let s=this[U]?
je:kr;if(!this[k]&&!Buffer.isBuffer(e)){if(Dr(e))e=Buffer.from(e.buffer,e.byteOffset,e.byteLength);else if(Lr(e))e=Buffer.
from(e);else if(typeof e!="string")throw new Error("Non-contiguous data written to non-objectMode stream")}return this[k]?
(this[R]&&this[S]!==0&&this[mt](!0),this[R]?this.emit("data",e):this[Xt](e),this[S]!==0&&this.emit("readable"),i&&s(i),this[R]):
e.length?(typeof e=="string"&&!(t===this[F]&&!this[_e]?.lastNeed)&&(e=Buffer.from(e,t)),Buffer.isBuffer(e)&&this[F]&&(e=
this[_e].write(e)),this[R]&&this[S]!==0&&this[mt](!0),this[R]?this.emit("data",e):this[Xt](e),this[S]!==0&&this.emit("re\
adable"),i&&s(i),this[R]):(this[S]!==0&&this.emit("readable"),i&&s(i),this[R])}read(e){if(this[g])return null;if(this[x]=
!1,this[S]===0||e===0||e&&e>this[S])return this[V](),null;this[k]&&(e=null),this[v].length>1&&!this[k]&&(this[v]=[this[F]?
this[v].join(""):Buffer.concat(this[v],this[S])]);let t=this[ss](e||null,this[v][0]);return this[V](),t}[ss](e,t){if(this[k])
this[ft]();else{let i=t;e===i.length||e===null?this[ft]():typeof i=="string"?(this[v][0]=i.slice(e),t=i.slice(0,e),this[S]-=
e):(this[v][0]=i.subarray(e),t=i.subarray(0,e),this[S]-=e)}return this.emit("data",t),!this[v].length&&!this[Y]&&this.emit(
"drain"),t}end(e,t,i){return typeof e=="function"&&(i=e,e=void 0),typeof t=="function"&&(i=t,t="utf8"),e!==void 0&&this.
write(e,t),i&&this.once("end",i),this[Y]=!0,this.writable=!1,(this[R]||!this[ze])&&this[V](),this}[Oe](){this[g]||(!this[ce]&&
!this[L].length&&(this[x]=!0),this[ze]=!1,this[R]=!0,this.emit("resume"),this[v].length?this[mt]():this[Y]?this[V]():this.
emit("drain"))}resume(){return this[Oe]()}pause(){this[R]=!1,this[ze]=!0,this[x]=!1}get destroyed(){return this[g]}get flowing(){
return this[R]}get paused(){return this[ze]}[Xt](e){this[k]?this[S]+=1:this[S]+=e.length,this[v].push(e)}[ft](){return this[k]?
this[S]-=1:this[S]-=this[v][0].length,this[v].shift()}[mt](e=!1){do;while(this[rs](this[ft]())&&this[v].length);!e&&!this[v].
length&&!this[Y]&&this.emit("drain")}[rs](e){return this.emit("data",e),this[R]}pipe(e,t){if(this[g])return e;this[x]=!1;
let i=this[J];return t=t||{},e===is.stdout||e===is.stderr?t.end=!1:t.end=t.end!==!1,t.proxyErrors=!!t.proxyErrors,i?t.end&&
e.end():(this[L].push(t.proxyErrors?new xr(this,e,t):new ns(this,e,t)),this[U]?je(()=>this[Oe]()):this[Oe]()),e}unpipe(e){
let t=this[L].find(i=>i.dest===e);t&&(this[L].length===1?(this[R]&&this[ce]===0&&(this[R]=!1),this[L]=[]):this[L].splice(
this[L].indexOf(t),1),t.unpipe())}addListener(e,t){return this.on(e,t)}on(e,t){let i=super.on(e,t);if(e==="data")this[x]=
!1,this[ce]++,!this[L].length&&!this[R]&&this[Oe]();else if(e==="readable"&&this[S]!==0)super.emit("readable");else if(Tr(
e)&&this[J])super.emit(e),this.removeAllListeners(e);else if(e==="error"&&this[Pe]){let s=t;this[U]?je(()=>s.call(this,this[Pe])):
s.call(this,this[Pe])}return i}removeListener(e,t){return this.off(e,t)}off(e,t){let i=super.off(e,t);return e==="data"&&
(this[ce]=this.listeners("data").length,this[ce]===0&&!this[x]&&!this[L].length&&(this[R]=!1)),i}removeAllListeners(e){let t=super.
removeAllListeners(e);return(e==="data"||e===void 0)&&(this[ce]=0,!this[x]&&!this[L].length&&(this[R]=!1)),t}get emittedEnd(){
return this[J]}[V](){!this[ct]&&!this[J]&&!this[g]&&this[v].length===0&&this[Y]&&(this[ct]=!0,this.emit("end"),this.emit(
"prefinish"),this.emit("finish"),this[ut]&&this.emit("close"),this[ct]=!1)}emit(e,...t){let i=t[0];if(e!=="error"&&e!=="\
close"&&e!==g&&this[g])return!1;if(e==="data")return!this[k]&&!i?!1:this[U]?(je(()=>this[Qt](i)),!0):this[Qt](i);if(e===
"end")return this[hs]();if(e==="close"){if(this[ut]=!0,!this[J]&&!this[g])return!1;let r=super.emit("close");return this.
removeAllListeners("close"),r}else if(e==="error"){this[Pe]=i,super.emit(qt,i);let r=!this[Ue]||this.listeners("error").
length?super.emit("error",i):!1;return this[V](),r}else if(e==="resume"){let r=super.emit("resume");return this[V](),r}else if(e===
"finish"||e==="prefinish"){let r=super.emit(e);return this.removeAllListeners(e),r}let s=super.emit(e,...t);return this[V](),
s}[Qt](e){for(let i of this[L])i.dest.write(e)===!1&&this.pause();let t=this[x]?!1:super.emit("data",e);return this[V](),
t}[hs](){return this[J]?!1:(this[J]=!0,this.readable=!1,this[U]?(je(()=>this[Jt]()),!0):this[Jt]())}[Jt](){if(this[_e]){
let t=this[_e].end();if(t){for(let i of this[L])i.dest.write(t);this[x]||super.emit("data",t)}}for(let t of this[L])t.end();
let e=super.emit("end");return this.removeAllListeners("end"),e}async collect(){let e=Object.assign([],{dataLength:0});this[k]||
(e.dataLength=0);let t=this.promise();return this.on("data",i=>{e.push(i),this[k]||(e.dataLength+=i.length)}),await t,e}async concat(){
if(this[k])throw new Error("cannot concat in objectMode");let e=await this.collect();return this[F]?e.join(""):Buffer.concat(
e,e.dataLength)}async promise(){return new Promise((e,t)=>{this.on(g,()=>t(new Error("stream destroyed"))),this.on("erro\
r",i=>t(i)),this.on("end",()=>e())})}[Symbol.asyncIterator](){this[x]=!1;let e=!1,t=async()=>(this.pause(),e=!0,{value:void 0,
done:!0});return{next:()=>{if(e)return t();let i=this.read();if(i!==null)return Promise.resolve({done:!1,value:i});if(this[Y])
return t();let s,r,n=l=>{this.off("data",h),this.off("end",o),this.off(g,a),t(),r(l)},h=l=>{this.off("error",n),this.off(
"end",o),this.off(g,a),this.pause(),s({value:l,done:!!this[Y]})},o=()=>{this.off("error",n),this.off("data",h),this.off(
g,a),t(),s({done:!0,value:void 0})},a=()=>n(new Error("stream destroyed"));return new Promise((l,d)=>{r=d,s=l,this.once(
g,a),this.once("error",n),this.once("end",o),this.once("data",h)})},throw:t,return:t,[Symbol.asyncIterator](){return this},
[Symbol.asyncDispose]:async()=>{}}}[Symbol.iterator](){this[x]=!1;let e=!1,t=()=>(this.pause(),this.off(qt,t),this.off(g,
t),this.off("end",t),e=!0,{done:!0,value:void 0}),i=()=>{if(e)return t();let s=this.read();return s===null?t():{done:!1,
value:s}};return this.once("end",t),this.once(qt,t),this.once(g,t),{next:i,throw:t,return:t,[Symbol.iterator](){return this},
[Symbol.dispose]:()=>{}}}destroy(e){if(this[g])return e?this.emit("error",e):this.emit(g),this;this[g]=!0,this[x]=!0,this[v].
length=0,this[S]=0;let t=this;return typeof t.close=="function"&&!this[ut]&&t.close(),e?this.emit("error",e):this.emit(g),
this}static get isStream(){return Sr}},Ir=D.writev,ee=Symbol("_autoClose"),M=Symbol("_close"),He=Symbol("_ended"),m=Symbol(
"_fd"),ti=Symbol("_finished"),K=Symbol("_flags"),ii=Symbol("_flush"),si=Symbol("_handleChunk"),ri=Symbol("_makeBuf"),Ze=Symbol(
"_mode"),yt=Symbol("_needDrain"),ke=Symbol("_onerror"),Te=Symbol("_onopen"),hi=Symbol("_onread"),Le=Symbol("_onwrite"),te=Symbol(
"_open"),C=Symbol("_path"),ie=Symbol("_pos"),j=Symbol("_queue"),De=Symbol("_read"),ni=Symbol("_readSize"),X=Symbol("_rea\
ding"),We=Symbol("_remain"),oi=Symbol("_size"),bt=Symbol("_write"),me=Symbol("_writing"),wt=Symbol("_defaultFlag"),fe=Symbol(
"_errored"),ai=class extends ue{[fe]=!1;[m];[C];[ni];[X]=!1;[oi];[We];[ee];constructor(e,t){if(t=t||{},super(t),this.readable=
!0,this.writable=!1,typeof e!="string")throw new TypeError("path must be a string");this[fe]=!1,this[m]=typeof t.fd=="nu\
mber"?t.fd:void 0,this[C]=e,this[ni]=t.readSize||16*1024*1024,this[X]=!1,this[oi]=typeof t.size=="number"?t.size:1/0,this[We]=
this[oi],this[ee]=typeof t.autoClose=="boolean"?t.autoClose:!0,typeof this[m]=="number"?this[De]():this[te]()}get fd(){return this[m]}get path(){
return this[C]}write(){throw new TypeError("this is a readable stream")}end(){throw new TypeError("this is a readable st\
ream")}[te](){D.open(this[C],"r",(e,t)=>this[Te](e,t))}[Te](e,t){e?this[ke](e):(this[m]=t,this.emit("open",t),this[De]())}[ri](){
return Buffer.allocUnsafe(Math.min(this[ni],this[We]))}[De](){if(!this[X]){this[X]=!0;let e=this[ri]();if(e.length===0)return process.
nextTick(()=>this[hi](null,0,e));D.read(this[m],e,0,e.length,null,(t,i,s)=>this[hi](t,i,s))}}[hi](e,t,i){this[X]=!1,e?this[ke](
e):this[si](t,i)&&this[De]()}[M](){if(this[ee]&&typeof this[m]=="number"){let e=this[m];this[m]=void 0,D.close(e,t=>t?this.
emit("error",t):this.emit("close"))}}[ke](e){this[X]=!0,this[M](),this.emit("error",e)}[si](e,t){let i=!1;return this[We]-=
e,e>0&&(i=super.write(e<t.length?t.subarray(0,e):t)),(e===0||this[We]<=0)&&(i=!1,this[M](),super.end()),i}emit(e,...t){switch(e){case"\
prefinish":case"finish":return!1;case"drain":return typeof this[m]=="number"&&this[De](),!1;case"error":return this[fe]?
!1:(this[fe]=!0,super.emit(e,...t));default:return super.emit(e,...t)}}},Br=class extends ai{[te](){let e=!0;try{this[Te](
null,D.openSync(this[C],"r")),e=!1}finally{e&&this[M]()}}[De](){let e=!0;try{if(!this[X]){this[X]=!0;do{let t=this[ri](),
i=t.length===0?0:D.readSync(this[m],t,0,t.length,null);if(!this[si](i,t))break}while(!0);this[X]=!1}e=!1}finally{e&&this[M]()}}[M](){
if(this[ee]&&typeof this[m]=="number"){let e=this[m];this[m]=void 0,D.closeSync(e),this.emit("close")}}},gt=class extends Rr{readable=!1;writable=!0;[fe]=!1;[me]=!1;[He]=!1;[j]=[];[yt]=!1;[C];[Ze];[ee];[m];[wt];[K];[ti]=!1;[ie];constructor(e,t){
t=t||{},super(t),this[C]=e,this[m]=typeof t.fd=="number"?t.fd:void 0,this[Ze]=t.mode===void 0?438:t.mode,this[ie]=typeof t.
start=="number"?t.start:void 0,this[ee]=typeof t.autoClose=="boolean"?t.autoClose:!0;let i=this[ie]!==void 0?"r+":"w";this[wt]=
t.flags===void 0,this[K]=t.flags===void 0?i:t.flags,this[m]===void 0&&this[te]()}emit(e,...t){if(e==="error"){if(this[fe])
return!1;this[fe]=!0}return super.emit(e,...t)}get fd(){return this[m]}get path(){return this[C]}[ke](e){this[M](),this[me]=
!0,this.emit("error",e)}[te](){D.open(this[C],this[K],this[Ze],(e,t)=>this[Te](e,t))}[Te](e,t){this[wt]&&this[K]==="r+"&&
e&&e.code==="ENOENT"?(this[K]="w",this[te]()):e?this[ke](e):(this[m]=t,this.emit("open",t),this[me]||this[ii]())}end(e,t){
return e&&this.write(e,t),this[He]=!0,!this[me]&&!this[j].length&&typeof this[m]=="number"&&this[Le](null,0),this}write(e,t){
return typeof e=="string"&&(e=Buffer.from(e,t)),this[He]?(this.emit("error",new Error("write() after end()")),!1):this[m]===
void 0||this[me]||this[j].length?(this[j].push(e),this[yt]=!0,!1):(this[me]=!0,this[bt](e),!0)}[bt](e){D.write(this[m],e,
0,e.length,this[ie],(t,i)=>this[Le](t,i))}[Le](e,t){e?this[ke](e):(this[ie]!==void 0&&typeof t=="number"&&(this[ie]+=t),
this[j].length?this[ii]():(this[me]=!1,this[He]&&!this[ti]?(this[ti]=!0,this[M](),this.emit("finish")):this[yt]&&(this[yt]=
!1,this.emit("drain"))))}[ii](){if(this[j].length===0)this[He]&&this[Le](null,0);else if(this[j].length===1)this[bt](this[j].
pop());else{let e=this[j];this[j]=[],Ir(this[m],e,this[ie],(t,i)=>this[Le](t,i))}}[M](){if(this[ee]&&typeof this[m]=="nu\
mber"){let e=this[m];this[m]=void 0,D.close(e,t=>t?this.emit("error",t):this.emit("close"))}}},os=class extends gt{[te](){
let e;if(this[wt]&&this[K]==="r+")try{e=D.openSync(this[C],this[K],this[Ze])}catch(t){if(t?.code==="ENOENT")return this[K]=
"w",this[te]();throw t}else e=D.openSync(this[C],this[K],this[Ze]);this[Te](null,e)}[M](){if(this[ee]&&typeof this[m]=="\
number"){let e=this[m];this[m]=void 0,D.closeSync(e),this.emit("close")}}[bt](e){let t=!0;try{this[Le](null,D.writeSync(
this[m],e,0,e.length,this[ie])),t=!1}finally{if(t)try{this[M]()}catch{}}}},Cr=new Map([["C","cwd"],["f","file"],["z","gz\
ip"],["P","preservePaths"],["U","unlink"],["strip-components","strip"],["stripComponents","strip"],["keep-newer","newer"],
["keepNewer","newer"],["keep-newer-files","newer"],["keepNewerFiles","newer"],["k","keep"],["keep-existing","keep"],["ke\
epExisting","keep"],["m","noMtime"],["no-mtime","noMtime"],["p","preserveOwner"],["L","follow"],["h","follow"],["onentry",
"onReadEntry"]]),Pr=e=>!!e.sync&&!!e.file,zr=e=>!e.sync&&!!e.file,Ur=e=>!!e.sync&&!e.file,jr=e=>!e.sync&&!e.file,Hr=e=>!!e.
file,Zr=e=>Cr.get(e)||e,li=(e={})=>{if(!e)return{};let t={};for(let[i,s]of Object.entries(e)){let r=Zr(i);t[r]=s}return t.
chmod===void 0&&t.noChmod===!1&&(t.chmod=!0),delete t.noChmod,t},Ge=(e,t,i,s,r)=>Object.assign((n=[],h,o)=>{Array.isArray(
n)&&(h=n,n={}),typeof h=="function"&&(o=h,h=void 0),h=h?Array.from(h):[];let a=li(n);if(r?.(a,h),Pr(a)){if(typeof o=="fu\
nction")throw new TypeError("callback not supported for sync tar functions");return e(a,h)}else if(zr(a)){let l=t(a,h);return o?
l.then(()=>o(),o):l}else if(Ur(a)){if(typeof o=="function")throw new TypeError("callback not supported for sync tar func\
tions");return i(a,h)}else if(jr(a)){if(typeof o=="function")throw new TypeError("callback only supported with file opti\
on");return s(a,h)}throw new Error("impossible options??")},{syncFile:e,asyncFile:t,syncNoFile:i,asyncNoFile:s,validate:r}),
$r=Gr.constants||{ZLIB_VERNUM:4736},H=Object.freeze(Object.assign(Object.create(null),{Z_NO_FLUSH:0,Z_PARTIAL_FLUSH:1,Z_SYNC_FLUSH:2,
Z_FULL_FLUSH:3,Z_FINISH:4,Z_BLOCK:5,Z_OK:0,Z_STREAM_END:1,Z_NEED_DICT:2,Z_ERRNO:-1,Z_STREAM_ERROR:-2,Z_DATA_ERROR:-3,Z_MEM_ERROR:-4,
Z_BUF_ERROR:-5,Z_VERSION_ERROR:-6,Z_NO_COMPRESSION:0,Z_BEST_SPEED:1,Z_BEST_COMPRESSION:9,Z_DEFAULT_COMPRESSION:-1,Z_FILTERED:1,
Z_HUFFMAN_ONLY:2,Z_RLE:3,Z_FIXED:4,Z_DEFAULT_STRATEGY:0,DEFLATE:1,INFLATE:2,GZIP:3,GUNZIP:4,DEFLATERAW:5,INFLATERAW:6,UNZIP:7,
BROTLI_DECODE:8,BROTLI_ENCODE:9,Z_MIN_WINDOWBITS:8,Z_MAX_WINDOWBITS:15,Z_DEFAULT_WINDOWBITS:15,Z_MIN_CHUNK:64,Z_MAX_CHUNK:1/0,
Z_DEFAULT_CHUNK:16384,Z_MIN_MEMLEVEL:1,Z_MAX_MEMLEVEL:9,Z_DEFAULT_MEMLEVEL:8,Z_MIN_LEVEL:-1,Z_MAX_LEVEL:9,Z_DEFAULT_LEVEL:-1,
BROTLI_OPERATION_PROCESS:0,BROTLI_OPERATION_FLUSH:1,BROTLI_OPERATION_FINISH:2,BROTLI_OPERATION_EMIT_METADATA:3,BROTLI_MODE_GENERIC:0,
BROTLI_MODE_TEXT:1,BROTLI_MODE_FONT:2,BROTLI_DEFAULT_MODE:0,BROTLI_MIN_QUALITY:0,BROTLI_MAX_QUALITY:11,BROTLI_DEFAULT_QUALITY:11,
BROTLI_MIN_WINDOW_BITS:10,BROTLI_MAX_WINDOW_BITS:24,BROTLI_LARGE_MAX_WINDOW_BITS:30,BROTLI_DEFAULT_WINDOW:22,BROTLI_MIN_INPUT_BLOCK_BITS:16,
BROTLI_MAX_INPUT_BLOCK_BITS:24,BROTLI_PARAM_MODE:0,BROTLI_PARAM_QUALITY:1,BROTLI_PARAM_LGWIN:2,BROTLI_PARAM_LGBLOCK:3,BROTLI_PARAM_DISABLE_LITERAL_CONTEXT_MODELING:4,
BROTLI_PARAM_SIZE_HINT:5,BROTLI_PARAM_LARGE_WINDOW:6,BROTLI_PARAM_NPOSTFIX:7,BROTLI_PARAM_NDIRECT:8,BROTLI_DECODER_RESULT_ERROR:0,
BROTLI_DECODER_RESULT_SUCCESS:1,BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:2,BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:3,BROTLI_DECODER_PARAM_DISABLE_RING_BUFFER_REALLOCATION:0,
BROTLI_DECODER_PARAM_LARGE_WINDOW:1,BROTLI_DECODER_NO_ERROR:0,BROTLI_DECODER_SUCCESS:1,BROTLI_DECODER_NEEDS_MORE_INPUT:2,
BROTLI_DECODER_NEEDS_MORE_OUTPUT:3,BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE:-1,BROTLI_DECODER_ERROR_FORMAT_RESERVED:-2,
BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_META_NIBBLE:-3,BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_ALPHABET:-4,BROTLI_DECODER_ERROR_FORMAT_SIMPLE_HUFFMAN_SAME:-5,
BROTLI_DECODER_ERROR_FORMAT_CL_SPACE:-6,BROTLI_DECODER_ERROR_FORMAT_HUFFMAN_SPACE:-7,BROTLI_DECODER_ERROR_FORMAT_CONTEXT_MAP_REPEAT:-8,
BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_1:-9,BROTLI_DECODER_ERROR_FORMAT_BLOCK_LENGTH_2:-10,BROTLI_DECODER_ERROR_FORMAT_TRANSFORM:-11,
BROTLI_DECODER_ERROR_FORMAT_DICTIONARY:-12,BROTLI_DECODER_ERROR_FORMAT_WINDOW_BITS:-13,BROTLI_DECODER_ERROR_FORMAT_PADDING_1:-14,
BROTLI_DECODER_ERROR_FORMAT_PADDING_2:-15,BROTLI_DECODER_ERROR_FORMAT_DISTANCE:-16,BROTLI_DECODER_ERROR_DICTIONARY_NOT_SET:-19,
BROTLI_DECODER_ERROR_INVALID_ARGUMENTS:-20,BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES:-21,BROTLI_DECODER_ERROR_ALLOC_TREE_GROUPS:-22,
BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MAP:-25,BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_1:-26,BROTLI_DECODER_ERROR_ALLOC_RING_BUFFER_2:-27,
BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES:-30,BROTLI_DECODER_ERROR_UNREACHABLE:-31},$r)),Yr=pe.concat,ds=Object.getOwnPropertyDescriptor(
pe,"concat"),Vr=e=>e,ci=ds?.writable===!0||ds?.set!==void 0?e=>{pe.concat=e?Vr:Yr}:e=>{},ye=Symbol("_superWrite"),Et=class extends Error{code;errno;constructor(e,t){
super("zlib: "+e.message,{cause:e}),this.code=e.code,this.errno=e.errno,this.code||(this.code="ZLIB_ERROR"),this.message=
"zlib: "+e.message,Error.captureStackTrace(this,t??this.constructor)}get name(){return"ZlibError"}},ui=Symbol("flushFlag"),
mi=class extends ue{#e=!1;#i=!1;#s;#h;#r;#t;#n;get sawError(){return this.#e}get handle(){return this.#t}get flushFlag(){
return this.#s}constructor(e,t){if(!e||typeof e!="object")throw new TypeError("invalid options for ZlibBase constructor");
if(super(e),this.#s=e.flush??0,this.#h=e.finishFlush??0,this.#r=e.fullFlushFlag??0,typeof ls[t]!="function")throw new TypeError(
"Compression method not supported: "+t);try{this.#t=new ls[t](e)}catch(i){throw new Et(i,this.constructor)}this.#n=i=>{this.#e||
(this.#e=!0,this.close(),this.emit("error",i))},this.#t?.on("error",i=>this.#n(new Et(i))),this.once("end",()=>this.close)}close(){
this.#t&&(this.#t.close(),this.#t=void 0,this.emit("close"))}reset(){if(!this.#e)return di(this.#t,"zlib binding closed"),
this.#t.reset?.()}flush(e){this.ended||(typeof e!="number"&&(e=this.#r),this.write(Object.assign(pe.alloc(0),{[ui]:e})))}end(e,t,i){
return typeof e=="function"&&(i=e,t=void 0,e=void 0),typeof t=="function"&&(i=t,t=void 0),e&&(t?this.write(e,t):this.write(
e)),this.flush(this.#h),this.#i=!0,super.end(i)}get ended(){return this.#i}[ye](e){return super.write(e)}write(e,t,i){if(typeof t==
"function"&&(i=t,t="utf8"),typeof e=="string"&&(e=pe.from(e,t)),this.#e)return;di(this.#t,"zlib binding closed");let s=this.#t.
_handle,r=s.close;s.close=()=>{};let n=this.#t.close;this.#t.close=()=>{},ci(!0);let h;try{let a=typeof e[ui]=="number"?
e[ui]:this.#s;h=this.#t._processChunk(e,a),ci(!1)}catch(a){ci(!1),this.#n(new Et(a,this.write))}finally{this.#t&&(this.#t.
_handle=s,s.close=r,this.#t.close=n,this.#t.removeAllListeners("error"))}this.#t&&this.#t.on("error",a=>this.#n(new Et(a,
this.write)));let o;if(h)if(Array.isArray(h)&&h.length>0){let a=h[0];o=this[ye](pe.from(a));for(let l=1;l<h.length;l++)o=
this[ye](h[l])}else o=this[ye](pe.from(h));return i&&i(),o}},cs=class extends mi{#e;#i;constructor(e,t){e=e||{},e.flush=
e.flush||H.Z_NO_FLUSH,e.finishFlush=e.finishFlush||H.Z_FINISH,e.fullFlushFlag=H.Z_FULL_FLUSH,super(e,t),this.#e=e.level,
this.#i=e.strategy}params(e,t){if(!this.sawError){if(!this.handle)throw new Error("cannot switch params when binding is \
closed");if(!this.handle.params)throw new Error("not supported in this implementation");if(this.#e!==e||this.#i!==t){this.
flush(H.Z_SYNC_FLUSH),di(this.handle,"zlib binding closed");let i=this.handle.flush;this.handle.flush=(s,r)=>{typeof s==
"function"&&(r=s,s=this.flushFlag),this.flush(s),r?.()};try{this.handle.params(e,t)}finally{this.handle.flush=i}this.handle&&
(this.#e=e,this.#i=t)}}}},Kr=class extends cs{#e;constructor(e){super(e,"Gzip"),this.#e=e&&!!e.portable}[ye](e){return this.#e?
(this.#e=!1,e[9]=255,super[ye](e)):super[ye](e)}},Xr=class extends cs{constructor(e){super(e,"Unzip")}},us=class extends mi{constructor(e,t){
e=e||{},e.flush=e.flush||H.BROTLI_OPERATION_PROCESS,e.finishFlush=e.finishFlush||H.BROTLI_OPERATION_FINISH,e.fullFlushFlag=
H.BROTLI_OPERATION_FLUSH,super(e,t)}},qr=class extends us{constructor(e){super(e,"BrotliCompress")}},Qr=class extends us{constructor(e){
super(e,"BrotliDecompress")}},ms=class extends mi{constructor(e,t){e=e||{},e.flush=e.flush||H.ZSTD_e_continue,e.finishFlush=
e.finishFlush||H.ZSTD_e_end,e.fullFlushFlag=H.ZSTD_e_flush,super(e,t)}},Jr=class extends ms{constructor(e){super(e,"Zstd\
Compress")}},eh=class extends ms{constructor(e){super(e,"ZstdDecompress")}},th=(e,t)=>{if(Number.isSafeInteger(e))e<0?sh(
e,t):ih(e,t);else throw Error("cannot encode number outside of javascript safe integer range");return t},ih=(e,t)=>{t[0]=
128;for(var i=t.length;i>1;i--)t[i-1]=e&255,e=Math.floor(e/256)},sh=(e,t)=>{t[0]=255;var i=!1;e=e*-1;for(var s=t.length;s>
1;s--){var r=e&255;e=Math.floor(e/256),i?t[s-1]=fs(r):r===0?t[s-1]=0:(i=!0,t[s-1]=ps(r))}},rh=e=>{let t=e[0],i=t===128?nh(
e.subarray(1,e.length)):t===255?hh(e):null;if(i===null)throw Error("invalid base256 encoding");if(!Number.isSafeInteger(
i))throw Error("parsed number outside of javascript safe integer range");return i},hh=e=>{for(var t=e.length,i=0,s=!1,r=t-
1;r>-1;r--){var n=Number(e[r]),h;s?h=fs(n):n===0?h=n:(s=!0,h=ps(n)),h!==0&&(i-=h*Math.pow(256,t-r-1))}return i},nh=e=>{for(var t=e.
length,i=0,s=t-1;s>-1;s--){var r=Number(e[s]);r!==0&&(i+=r*Math.pow(256,t-s-1))}return i},fs=e=>(255^e)&255,ps=e=>(255^e)+
1&255,ys={};Er(ys,{code:()=>fi,isCode:()=>Rt,isName:()=>oh,name:()=>vt,normalFsTypes:()=>bs});var Rt=e=>vt.has(e),oh=e=>fi.
has(e),bs=new Set(["0","","1","2","3","4","5","6","7","D"]),vt=new Map([["0","File"],["","OldFile"],["1","Link"],["2","S\
ymbolicLink"],["3","CharacterDevice"],["4","BlockDevice"],["5","Directory"],["6","FIFO"],["7","ContiguousFile"],["g","Gl\
obalExtendedHeader"],["x","ExtendedHeader"],["A","SolarisACL"],["D","GNUDumpDir"],["I","Inode"],["K","NextFileHasLongLin\
kpath"],["L","NextFileHasLongPath"],["M","ContinuationFile"],["N","OldGnuLongPath"],["S","SparseFile"],["V","TapeVolumeH\
eader"],["X","OldExtendedHeader"]]),fi=new Map(Array.from(vt).map(e=>[e[1],e[0]])),ah=e=>e===void 0||e<0?void 0:e,se=class{cksumValid=!1;needPax=!1;nullBlock=!1;block;path;mode;uid;gid;size;cksum;#e="\
Unsupported";linkpath;uname;gname;devmaj=0;devmin=0;atime;ctime;mtime;charset;comment;constructor(e,t=0,i,s){Buffer.isBuffer(
e)?this.decode(e,t||0,i,s):e&&this.#i(e)}decode(e,t,i,s){if(t||(t=0),!e||!(e.length>=t+512))throw new Error("need 512 by\
tes for header");let r=be(e,t+156,1),n=bs.has(r),h=n?i:void 0,o=n?s:void 0;if(this.path=h?.path??be(e,t,100),this.mode=h?.
mode??o?.mode??re(e,t+100,8),this.uid=h?.uid??o?.uid??re(e,t+108,8),this.gid=h?.gid??o?.gid??re(e,t+116,8),this.size=ah(
h?.size??o?.size??re(e,t+124,12)),this.mtime=h?.mtime??o?.mtime??pi(e,t+136,12),this.cksum=re(e,t+148,12),o&&this.#i(o,!0),
h&&this.#i(h),Rt(r)&&(this.#e=r||"0"),this.#e==="0"&&this.path.slice(-1)==="/"&&(this.#e="5"),this.#e==="5"&&(this.size=
0),this.linkpath=be(e,t+157,100),e.subarray(t+257,t+265).toString()==="ustar\x0000")if(this.uname=h?.uname??o?.uname??be(
e,t+265,32),this.gname=h?.gname??o?.gname??be(e,t+297,32),this.devmaj=h?.devmaj??o?.devmaj??re(e,t+329,8)??0,this.devmin=
h?.devmin??o?.devmin??re(e,t+337,8)??0,e[t+475]!==0){let l=be(e,t+345,155);this.path=l+"/"+this.path}else{let l=be(e,t+345,
130);l&&(this.path=l+"/"+this.path),this.atime=i?.atime??s?.atime??pi(e,t+476,12),this.ctime=i?.ctime??s?.ctime??pi(e,t+
488,12)}let a=256;for(let l=t;l<t+148;l++)a+=e[l];for(let l=t+156;l<t+512;l++)a+=e[l];this.cksumValid=a===this.cksum,this.
cksum===void 0&&a===256&&(this.nullBlock=!0)}#i(e,t=!1){Object.assign(this,Object.fromEntries(Object.entries(e).filter(([
i,s])=>!(s==null||i==="size"&&Number(s)<0||i==="path"&&t||i==="linkpath"&&t||i==="global"))))}encode(e,t=0){if(e||(e=this.
block=Buffer.alloc(512)),this.#e==="Unsupported"&&(this.#e="0"),!(e.length>=t+512))throw new Error("need 512 bytes for h\
eader");let i=this.ctime||this.atime?130:155,s=lh(this.path||"",i),r=s[0],n=s[1];this.needPax=!!s[2],this.needPax=we(e,t,
100,r)||this.needPax,this.needPax=he(e,t+100,8,this.mode)||this.needPax,this.needPax=he(e,t+108,8,this.uid)||this.needPax,
this.needPax=he(e,t+116,8,this.gid)||this.needPax,this.needPax=he(e,t+124,12,this.size)||this.needPax,this.needPax=yi(e,
t+136,12,this.mtime)||this.needPax,e[t+156]=Number(this.#e.codePointAt(0)),this.needPax=we(e,t+157,100,this.linkpath)||this.
needPax,e.write("ustar\x0000",t+257,8),this.needPax=we(e,t+265,32,this.uname)||this.needPax,this.needPax=we(e,t+297,32,this.
gname)||this.needPax,this.needPax=he(e,t+329,8,this.devmaj)||this.needPax,this.needPax=he(e,t+337,8,this.devmin)||this.needPax,
this.needPax=we(e,t+345,i,n)||this.needPax,e[t+475]!==0?this.needPax=we(e,t+345,155,n)||this.needPax:(this.needPax=we(e,
t+345,130,n)||this.needPax,this.needPax=yi(e,t+476,12,this.atime)||this.needPax,this.needPax=yi(e,t+488,12,this.ctime)||
this.needPax);let h=256;for(let o=t;o<t+148;o++)h+=e[o];for(let o=t+156;o<t+512;o++)h+=e[o];return this.cksum=h,he(e,t+148,
8,this.cksum),this.cksumValid=!0,this.needPax}get type(){return this.#e==="Unsupported"?this.#e:vt.get(this.#e)}get typeKey(){
return this.#e}set type(e){let t=String(fi.get(e));if(Rt(t)||t==="Unsupported")this.#e=t;else if(Rt(e))this.#e=e;else throw new TypeError(
"invalid entry type: "+e)}},lh=(e,t)=>{let i=e,s="",r,n=Ae.parse(e).root||".";if(Buffer.byteLength(i)<100)r=[i,s,!1];else{
s=Ae.dirname(i),i=Ae.basename(i);do Buffer.byteLength(i)<=100&&Buffer.byteLength(s)<=t?r=[i,s,!1]:Buffer.byteLength(i)>100&&
Buffer.byteLength(s)<=t?r=[i.slice(0,99),s,!0]:(i=Ae.join(Ae.basename(s),i),s=Ae.dirname(s));while(s!==n&&r===void 0);r||
(r=[e.slice(0,99),"",!0])}return r},be=(e,t,i)=>e.subarray(t,t+i).toString("utf8").replace(/\0.*/,""),pi=(e,t,i)=>dh(re(
e,t,i)),dh=e=>e===void 0?void 0:new Date(e*1e3),re=(e,t,i)=>Number(e[t])&128?rh(e.subarray(t,t+i)):uh(e,t,i),ch=e=>isNaN(
e)?void 0:e,uh=(e,t,i)=>ch(parseInt(e.subarray(t,t+i).toString("utf8").replace(/\0.*$/,"").trim(),8)),mh={12:8589934591,
8:2097151},he=(e,t,i,s)=>s===void 0?!1:s>mh[i]||s<0?(th(s,e.subarray(t,t+i)),!0):(fh(e,t,i,s),!1),fh=(e,t,i,s)=>e.write(
ph(s,i),t,i,"ascii"),ph=(e,t)=>yh(Math.floor(e).toString(8),t),yh=(e,t)=>(e.length===t-1?e:new Array(t-e.length-1).join(
"0")+e+" ")+"\0",yi=(e,t,i,s)=>s===void 0?!1:he(e,t,i,s.getTime()/1e3),bh=new Array(156).join("\0"),we=(e,t,i,s)=>s===void 0?
!1:(e.write(s+bh,t,i,"utf8"),s.length!==Buffer.byteLength(s)||s.length>i),$e=class wr{atime;mtime;ctime;charset;comment;gid;uid;gname;uname;linkpath;dev;ino;nlink;path;size;mode;global;constructor(t,i=!1){
this.atime=t.atime,this.charset=t.charset,this.comment=t.comment,this.ctime=t.ctime,this.dev=t.dev,this.gid=t.gid,this.global=
i,this.gname=t.gname,this.ino=t.ino,this.linkpath=t.linkpath,this.mtime=t.mtime,this.nlink=t.nlink,this.path=t.path,this.
size=t.size,this.uid=t.uid,this.uname=t.uname}encode(){let t=this.encodeBody();if(t==="")return Buffer.allocUnsafe(0);let i=Buffer.
byteLength(t),s=512*Math.ceil(1+i/512),r=Buffer.allocUnsafe(s);for(let n=0;n<512;n++)r[n]=0;new se({path:("PaxHeader/"+wh(
this.path??"")).slice(0,99),mode:this.mode||420,uid:this.uid,gid:this.gid,size:i,mtime:this.mtime,type:this.global?"Glob\
alExtendedHeader":"ExtendedHeader",linkpath:"",uname:this.uname||"",gname:this.gname||"",devmaj:0,devmin:0,atime:this.atime,
ctime:this.ctime}).encode(r),r.write(t,512,i,"utf8");for(let n=i+512;n<r.length;n++)r[n]=0;return r}encodeBody(){return this.
encodeField("path")+this.encodeField("ctime")+this.encodeField("atime")+this.encodeField("dev")+this.encodeField("ino")+
this.encodeField("nlink")+this.encodeField("charset")+this.encodeField("comment")+this.encodeField("gid")+this.encodeField(
"gname")+this.encodeField("linkpath")+this.encodeField("mtime")+this.encodeField("size")+this.encodeField("uid")+this.encodeField(
"uname")}encodeField(t){if(this[t]===void 0)return"";let i=this[t],s=i instanceof Date?i.getTime()/1e3:i,r=" "+(t==="dev"||
t==="ino"||t==="nlink"?"SCHILY.":"")+t+"="+s+`
`,n=Buffer.byteLength(r),h=Math.floor(Math.log(n)/Math.log(10))+1;return n+h>=Math.pow(10,h)&&(h+=1),h+n+r}static parse(t,i,s=!1){
return new wr(gh(Eh(t),i),s)}},gh=(e,t)=>t?Object.assign({},t,e):e,Eh=e=>e.replace(/\n$/,"").split(`
`).reduce(Rh,Object.create(null)),Rh=(e,t)=>{let i=parseInt(t,10);if(i!==Buffer.byteLength(t)+1)return e;t=t.slice((i+" ").
length);let s=t.split("="),r=s.shift();if(!r)return e;let n=r.replace(/^SCHILY\.(dev|ino|nlink)/,"$1"),h=s.join("=").replace(
/\0.*/,"");switch(n){case"path":case"linkpath":case"type":case"charset":case"comment":case"gname":case"uname":e[n]=h;break;case"\
ctime":case"atime":case"mtime":e[n]=new Date(Number(h)*1e3);break;case"size":let o=+h;o>=0&&(e[n]=o);break;case"gid":case"\
uid":case"dev":case"ino":case"nlink":case"mode":e[n]=+h;break}return e},vh=process.env.TESTING_TAR_FAKE_PLATFORM||process.
platform,c=vh!=="win32"?e=>String(e):e=>String(e).replaceAll(/\\/g,"/"),ws=class extends ue{extended;globalExtended;header;startBlockSize;blockRemain;remain;type;meta=!1;ignore=!1;path;mode;uid;gid;uname;gname;size=0;mtime;atime;ctime;linkpath;dev;ino;nlink;invalid=!1;absolute;unsupported=!1;constructor(e,t,i){
switch(super({}),this.pause(),this.extended=t,this.globalExtended=i,this.header=e,this.remain=e.size??0,this.startBlockSize=
512*Math.ceil(this.remain/512),this.blockRemain=this.startBlockSize,this.type=e.type,this.type){case"File":case"OldFile":case"\
Link":case"SymbolicLink":case"CharacterDevice":case"BlockDevice":case"Directory":case"FIFO":case"ContiguousFile":case"GN\
UDumpDir":break;case"NextFileHasLongLinkpath":case"NextFileHasLongPath":case"OldGnuLongPath":case"GlobalExtendedHeader":case"\
ExtendedHeader":case"OldExtendedHeader":this.meta=!0;break;default:this.ignore=!0}if(!e.path)throw new Error("no path pr\
ovided for tar.ReadEntry");this.path=c(e.path),this.mode=e.mode,this.mode&&(this.mode=this.mode&4095),this.uid=e.uid,this.
gid=e.gid,this.uname=e.uname,this.gname=e.gname,this.size=this.remain,this.mtime=e.mtime,this.atime=e.atime,this.ctime=e.
ctime,this.linkpath=e.linkpath?c(e.linkpath):void 0,this.uname=e.uname,this.gname=e.gname,t&&this.#e(t),i&&this.#e(i,!0)}write(e){
let t=e.length;if(t>this.blockRemain)throw new Error("writing more to entry than is appropriate");let i=this.remain,s=this.
blockRemain;return this.remain=Math.max(0,i-t),this.blockRemain=Math.max(0,s-t),this.ignore?!0:i>=t?super.write(e):super.
write(e.subarray(0,i))}#e(e,t=!1){e.path&&(e.path=c(e.path)),e.linkpath&&(e.linkpath=c(e.linkpath)),Object.assign(this,Object.
fromEntries(Object.entries(e).filter(([i,s])=>!(s==null||i==="path"&&t))))}},St=(e,t,i,s={})=>{e.file&&(s.file=e.file),e.
cwd&&(s.cwd=e.cwd),s.code=i instanceof Error&&i.code||t,s.tarCode=t,!e.strict&&s.recoverable!==!1?(i instanceof Error&&(s=
Object.assign(i,s),i=i.message),e.emit("warn",t,i,s)):i instanceof Error?e.emit("error",Object.assign(i,s)):e.emit("erro\
r",Object.assign(new Error(`${t}: ${i}`),s))},Sh=1024*1024,bi=Buffer.from([31,139]),wi=Buffer.from([40,181,47,253]),_h=Math.
max(bi.length,wi.length),I=Symbol("state"),ge=Symbol("writeEntry"),q=Symbol("readEntry"),gi=Symbol("nextEntry"),gs=Symbol(
"processEntry"),Z=Symbol("extendedHeader"),Ye=Symbol("globalExtendedHeader"),ne=Symbol("meta"),Es=Symbol("emitMeta"),p=Symbol(
"buffer"),Q=Symbol("queue"),oe=Symbol("ended"),Ei=Symbol("emittedEnd"),Ee=Symbol("emit"),w=Symbol("unzip"),_t=Symbol("co\
nsumeChunk"),Ot=Symbol("consumeChunkSub"),Ri=Symbol("consumeBody"),Rs=Symbol("consumeMeta"),vs=Symbol("consumeHeader"),Ve=Symbol(
"consuming"),vi=Symbol("bufferConcat"),kt=Symbol("maybeEnd"),Ne=Symbol("writing"),W=Symbol("aborted"),Tt=Symbol("onDone"),
Re=Symbol("sawValidEntry"),Lt=Symbol("sawNullBlock"),Dt=Symbol("sawEOF"),Ss=Symbol("closeStream"),Oh=1e3,Ke=Symbol("comp\
ressedBytesRead"),Si=Symbol("decompressedBytesRead"),_s=Symbol("checkDecompressionRatio"),kh=()=>!0,Ie=class extends Wr{file;strict;maxMetaEntrySize;filter;brotli;zstd;maxDecompressionRatio;writable=!0;readable=!1;[Q]=[];[p];[q];[ge];[I]="\
begin";[ne]="";[Z];[Ye];[oe]=!1;[w];[W]=!1;[Re];[Lt]=!1;[Dt]=!1;[Ne]=!1;[Ve]=!1;[Ei]=!1;[Ke]=0;[Si]=0;constructor(e={}){
super(),this.file=e.file||"",this.on(Tt,()=>{(this[I]==="begin"||this[Re]===!1)&&this.warn("TAR_BAD_ARCHIVE","Unrecogniz\
ed archive format")}),e.ondone?this.on(Tt,e.ondone):this.on(Tt,()=>{this.emit("prefinish"),this.emit("finish"),this.emit(
"end")}),this.strict=!!e.strict,this.maxDecompressionRatio=typeof e.maxDecompressionRatio=="number"?e.maxDecompressionRatio:
Oh,this.maxMetaEntrySize=e.maxMetaEntrySize||Sh,this.filter=typeof e.filter=="function"?e.filter:kh;let t=e.file&&(e.file.
endsWith(".tar.br")||e.file.endsWith(".tbr"));this.brotli=!(e.gzip||e.zstd)&&e.brotli!==void 0?e.brotli:t?void 0:!1;let i=e.
file&&(e.file.endsWith(".tar.zst")||e.file.endsWith(".tzst"));this.zstd=!(e.gzip||e.brotli)&&e.zstd!==void 0?e.zstd:i?!0:
void 0,this.on("end",()=>this[Ss]()),typeof e.onwarn=="function"&&this.on("warn",e.onwarn),typeof e.onReadEntry=="functi\
on"&&this.on("entry",e.onReadEntry)}warn(e,t,i={}){St(this,e,t,i)}[vs](e,t){this[Re]===void 0&&(this[Re]=!1);let i;try{i=
new se(e,t,this[Z],this[Ye])}catch(s){return this.warn("TAR_ENTRY_INVALID",s)}if(i.nullBlock)this[Lt]?(this[Dt]=!0,this[I]===
"begin"&&(this[I]="header"),this[Ee]("eof")):(this[Lt]=!0,this[Ee]("nullBlock"));else if(this[Lt]=!1,!i.cksumValid)this.
warn("TAR_ENTRY_INVALID","checksum failure",{header:i});else if(!i.path)this.warn("TAR_ENTRY_INVALID","path is required",
{header:i});else{let s=i.type;if(/^(Symbolic)?Link$/.test(s)&&!i.linkpath)this.warn("TAR_ENTRY_INVALID","linkpath requir\
ed",{header:i});else if(!/^(Symbolic)?Link$/.test(s)&&!/^(Global)?ExtendedHeader$/.test(s)&&i.linkpath)this.warn("TAR_EN\
TRY_INVALID","linkpath forbidden",{header:i});else{let r=this[ge]=new ws(i,this[Z],this[Ye]);if(!this[Re])if(r.remain){let n=()=>{
r.invalid||(this[Re]=!0)};r.on("end",n)}else this[Re]=!0;r.meta?r.size>this.maxMetaEntrySize?(r.ignore=!0,this[Ee]("igno\
redEntry",r),this[I]="ignore",r.resume()):r.size>0&&(this[ne]="",r.on("data",n=>this[ne]+=n),this[I]="meta"):(this[Z]=void 0,
r.ignore=r.ignore||!this.filter(r.path,r),r.ignore?(this[Ee]("ignoredEntry",r),this[I]=r.remain?"ignore":"header",r.resume()):
(r.remain?this[I]="body":(this[I]="header",r.end()),this[q]?this[Q].push(r):(this[Q].push(r),this[gi]())))}}}[Ss](){queueMicrotask(
()=>this.emit("close"))}[gs](e){let t=!0;if(!e)this[q]=void 0,t=!1;else if(Array.isArray(e)){let[i,...s]=e;this.emit(i,...s)}else
this[q]=e,this.emit("entry",e),e.emittedEnd||(e.on("end",()=>this[gi]()),t=!1);return t}[gi](){do;while(this[gs](this[Q].
shift()));if(this[Q].length===0){let e=this[q];!e||e.flowing||e.size===e.remain?this[Ne]||this.emit("drain"):e.once("dra\
in",()=>this.emit("drain"))}}[Ri](e,t){let i=this[ge];if(!i)throw new Error("attempt to consume body without entry??");let s=i.
blockRemain??0,r=s>=e.length&&t===0?e:e.subarray(t,t+s);return i.write(r),i.blockRemain||(this[I]="header",this[ge]=void 0,
i.end()),r.length}[Rs](e,t){let i=this[ge],s=this[Ri](e,t);return!this[ge]&&i&&this[Es](i),s}[Ee](e,t,i){this[Q].length===
0&&!this[q]?this.emit(e,t,i):this[Q].push([e,t,i])}[Es](e){switch(this[Ee]("meta",this[ne]),e.type){case"ExtendedHeader":case"\
OldExtendedHeader":this[Z]=$e.parse(this[ne],this[Z],!1);break;case"GlobalExtendedHeader":this[Ye]=$e.parse(this[ne],this[Ye],
!0);break;case"NextFileHasLongPath":case"OldGnuLongPath":{let t=this[Z]??Object.create(null);this[Z]=t,t.path=this[ne].replace(
/\0.*/,"");break}case"NextFileHasLongLinkpath":{let t=this[Z]||Object.create(null);this[Z]=t,t.linkpath=this[ne].replace(
/\0.*/,"");break}default:throw new Error("unknown meta: "+e.type)}}abort(e){if(!this[W]){if(this[w]){let t=this[w];t.write=
()=>!0,t.end=()=>t,t.emit=()=>!1,t.destroy?.()}this[W]=!0,this.emit("abort",e),this.warn("TAR_ABORT",e,{recoverable:!1})}}[_s](e){
this[Si]+=e.length;let t=this[Si]/this[Ke];return t>this.maxDecompressionRatio?(this.abort(new Error(`max decompression \
ratio exceeded: ${t.toFixed(2)} > ${this.maxDecompressionRatio}`)),!1):!0}write(e,t,i){if(typeof t=="function"&&(i=t,t=void 0),
typeof e=="string"&&(e=Buffer.from(e,typeof t=="string"?t:"utf8")),this[W])return i?.(),!1;if((this[w]===void 0||this.brotli===
void 0&&this[w]===!1)&&e){if(this[p]&&(e=Buffer.concat([this[p],e]),this[p]=void 0),e.length<_h)return this[p]=e,i?.(),!0;
for(let h=0;this[w]===void 0&&h<bi.length;h++)e[h]!==bi[h]&&(this[w]=!1);let r=!1;if(this[w]===!1&&this.zstd!==!1){r=!0;
for(let h=0;h<wi.length;h++)if(e[h]!==wi[h]){r=!1;break}}let n=this.brotli===void 0&&!r;if(this[w]===!1&&n)if(e.length<512)
if(this[oe])this.brotli=!0;else return this[p]=e,i?.(),!0;else try{new se(e.subarray(0,512)),this.brotli=!1}catch{this.brotli=
!0}if(this[w]===void 0||this[w]===!1&&(this.brotli||r)){let h=this[oe];this[oe]=!1,this[w]=this[w]===void 0?new Xr({}):r?
new eh({}):new Qr({}),this[w].on("data",a=>{this[_s](a)&&this[_t](a)}),this[w].on("error",a=>{this[W]||this.abort(a)}),this[w].
on("end",()=>{this[oe]=!0,this[_t]()}),this[Ne]=!0,this[Ke]+=e.length;let o=!!this[w][h?"end":"write"](e);return this[Ne]=
!1,i?.(),o}}this[Ne]=!0,this[w]?(this[Ke]+=e.length,this[w].write(e)):this[_t](e),this[Ne]=!1;let s=this[Q].length>0?!1:
this[q]?this[q].flowing:!0;return!s&&this[Q].length===0&&this[q]?.once("drain",()=>this.emit("drain")),i?.(),s}[vi](e){e&&
!this[W]&&(this[p]=this[p]?Buffer.concat([this[p],e]):e)}[kt](){if(this[oe]&&!this[Ei]&&!this[W]&&!this[Ve]){this[Ei]=!0;
let e=this[ge];if(e?.blockRemain){let t=this[p]?this[p].length:0;this.warn("TAR_BAD_ARCHIVE",`Truncated input (needed ${e.
blockRemain} more bytes, only ${t} available)`,{entry:e}),this[p]&&e.write(this[p]),e.end()}this[Ee](Tt)}}[_t](e){if(this[Ve]&&
e)this[vi](e);else if(!e&&!this[p])this[kt]();else if(e){if(this[Ve]=!0,this[p]){this[vi](e);let t=this[p];this[p]=void 0,
this[Ot](t)}else this[Ot](e);for(;this[p]&&this[p]?.length>=512&&!this[W]&&!this[Dt];){let t=this[p];this[p]=void 0,this[Ot](
t)}this[Ve]=!1}(!this[p]||this[oe])&&this[kt]()}[Ot](e){let t=0,i=e.length;for(;t+512<=i&&!this[W]&&!this[Dt];)switch(this[I]){case"\
begin":case"header":this[vs](e,t),t+=512;break;case"ignore":case"body":t+=this[Ri](e,t);break;case"meta":t+=this[Rs](e,t);
break;default:throw new Error("invalid state: "+this[I])}t<i&&(this[p]=this[p]?Buffer.concat([e.subarray(t),this[p]]):e.
subarray(t))}end(e,t,i){return typeof e=="function"&&(i=e,t=void 0,e=void 0),typeof t=="function"&&(i=t,t=void 0),typeof e==
"string"&&(e=Buffer.from(e,t)),i&&this.once("finish",i),this[W]||(this[w]?(e&&(this[Ke]+=e.length,this[w].write(e)),this[w].
end()):(this[oe]=!0,(this.brotli===void 0||this.zstd===void 0)&&(e=e||Buffer.alloc(0)),e&&this.write(e),this[kt]())),this}},
Xe=e=>{let t=e.length-1,i=-1;for(;t>-1&&e.charAt(t)==="/";)i=t,t--;return i===-1?e:e.slice(0,i)},Th=e=>{let t=e.onReadEntry;
e.onReadEntry=t?i=>{t(i),i.resume()}:i=>i.resume()},_i=(e,t)=>{let i=new Map(t.map(h=>[Xe(h),!0])),s=e.filter,r=100,n=(h,o="",a=0)=>{
if(a>=r)return i.set(h,!1),!1;let l=o||Mr(h).root||".",d;if(h===l)d=!1;else{let f=i.get(h);d=f!==void 0?f:n(Fr(h),l,a+1)}
return i.set(h,d),d};e.filter=s?(h,o)=>s(h,o)&&n(Xe(h)):h=>n(Xe(h))},Lh=e=>{let t=new Ie(e),i=e.file,s;try{s=xe.openSync(
i,"r");let r=xe.fstatSync(s),n=e.maxReadSize||16*1024*1024;if(r.size<n){let h=Buffer.allocUnsafe(r.size),o=xe.readSync(s,
h,0,r.size,0);t.end(o===h.byteLength?h:h.subarray(0,o))}else{let h=0,o=Buffer.allocUnsafe(n);for(;h<r.size;){let a=xe.readSync(
s,o,0,n,h);if(a===0)break;h+=a,t.write(o.subarray(0,a))}t.end()}}finally{if(typeof s=="number")try{xe.closeSync(s)}catch{}}},
Dh=(e,t)=>{let i=new Ie(e),s=e.maxReadSize||16*1024*1024,r=e.file;return new Promise((n,h)=>{i.on("error",h),i.on("end",
n),xe.stat(r,(o,a)=>{if(o)h(o);else{let l=new ai(r,{readSize:s,size:a.size});l.on("error",h),l.pipe(i)}})})},Be=Ge(Lh,Dh,
e=>new Ie(e),e=>new Ie(e),(e,t)=>{t?.length&&_i(e,t),e.noResume||Th(e)}),ks=(e,t,i)=>(e&=4095,i&&(e=(e|384)&-19),t&&(e&256&&
(e|=64),e&32&&(e|=8),e&4&&(e|=1)),e),{isAbsolute:Ah,parse:Ts}=xh,Oi=e=>{let t="",i=Ts(e);for(;Ah(e)||i.root;){let s=e.charAt(
0)==="/"&&e.slice(0,4)!=="//?/"?"/":i.root;e=e.slice(s.length),t+=s,i=Ts(e)}return[t,e]},At=["|","<",">","?",":"],ki=At.
map(e=>String.fromCodePoint(61440+Number(e.codePointAt(0)))),Nh=new Map(At.map((e,t)=>[e,ki[t]])),Ih=new Map(ki.map((e,t)=>[
e,At[t]])),Ls=e=>At.reduce((t,i)=>t.split(i).join(Nh.get(i)),e),Bh=e=>ki.reduce((t,i)=>t.split(i).join(Ih.get(i)),e),Ds=(e,t)=>t?
(e=c(e).replace(/^\.(\/|$)/,""),Xe(t)+"/"+e):c(e),Fh=16*1024*1024,xs=Symbol("process"),As=Symbol("file"),Ns=Symbol("dire\
ctory"),Ti=Symbol("symlink"),Is=Symbol("hardlink"),qe=Symbol("header"),Nt=Symbol("read"),Li=Symbol("lstat"),It=Symbol("o\
nlstat"),Di=Symbol("onread"),xi=Symbol("onreadlink"),Ai=Symbol("openfile"),Ni=Symbol("onopenfile"),ae=Symbol("close"),Bt=Symbol(
"mode"),Ii=Symbol("awaitDrain"),Bi=Symbol("ondrain"),$=Symbol("prefix"),Fi=class extends ue{path;portable;myuid=process.
getuid&&process.getuid()||0;myuser=process.env.USER||"";maxReadSize;linkCache;statCache;preservePaths;cwd;strict;mtime;noPax;noMtime;prefix;fd;blockLen=0;blockRemain=0;buf;pos=0;remain=0;length=0;offset=0;win32;absolute;header;type;linkpath;stat;onWriteEntry;#e=!1;constructor(e,t={}){
let i=li(t);super(),this.path=c(e),this.portable=!!i.portable,this.maxReadSize=i.maxReadSize||Fh,this.linkCache=i.linkCache||
new Map,this.statCache=i.statCache||new Map,this.preservePaths=!!i.preservePaths,this.cwd=c(i.cwd||process.cwd()),this.strict=
!!i.strict,this.noPax=!!i.noPax,this.noMtime=!!i.noMtime,this.mtime=i.mtime,this.prefix=i.prefix?c(i.prefix):void 0,this.
onWriteEntry=i.onWriteEntry,typeof i.onwarn=="function"&&this.on("warn",i.onwarn);let s=!1;if(!this.preservePaths){let[n,
h]=Oi(this.path);n&&typeof h=="string"&&(this.path=h,s=n)}this.win32=!!i.win32||process.platform==="win32",this.win32&&(this.
path=Bh(this.path.replaceAll(/\\/g,"/")),e=e.replaceAll(/\\/g,"/")),this.absolute=c(i.absolute||Os.resolve(this.cwd,e)),
this.path===""&&(this.path="./"),s&&this.warn("TAR_ENTRY_INFO",`stripping ${s} from absolute path`,{entry:this,path:s+this.
path});let r=this.statCache.get(this.absolute);r?this[It](r):this[Li]()}warn(e,t,i={}){return St(this,e,t,i)}emit(e,...t){
return e==="error"&&(this.#e=!0),super.emit(e,...t)}[Li](){G.lstat(this.absolute,(e,t)=>{if(e)return this.emit("error",e);
this[It](t)})}[It](e){this.statCache.set(this.absolute,e),this.stat=e,e.isFile()||(e.size=0),this.type=Mh(e),this.emit("\
stat",e),this[xs]()}[xs](){switch(this.type){case"File":return this[As]();case"Directory":return this[Ns]();case"Symboli\
cLink":return this[Ti]();default:return this.end()}}[Bt](e){return ks(e,this.type==="Directory",this.portable)}[$](e){return Ds(
e,this.prefix)}[qe](){if(!this.stat)throw new Error("cannot write header before stat");this.type==="Directory"&&this.portable&&
(this.noMtime=!0),this.onWriteEntry?.(this),this.header=new se({path:this[$](this.path),linkpath:this.type==="Link"&&this.
linkpath!==void 0?this[$](this.linkpath):this.linkpath,mode:this[Bt](this.stat.mode),uid:this.portable?void 0:this.stat.
uid,gid:this.portable?void 0:this.stat.gid,size:this.stat.size,mtime:this.noMtime?void 0:this.mtime||this.stat.mtime,type:this.
type==="Unsupported"?void 0:this.type,uname:this.portable?void 0:this.stat.uid===this.myuid?this.myuser:"",atime:this.portable?
void 0:this.stat.atime,ctime:this.portable?void 0:this.stat.ctime}),this.header.encode()&&!this.noPax&&super.write(new $e(
{atime:this.portable?void 0:this.header.atime,ctime:this.portable?void 0:this.header.ctime,gid:this.portable?void 0:this.
header.gid,mtime:this.noMtime?void 0:this.mtime||this.header.mtime,path:this[$](this.path),linkpath:this.type==="Link"&&
this.linkpath!==void 0?this[$](this.linkpath):this.linkpath,size:this.header.size,uid:this.portable?void 0:this.header.uid,
uname:this.portable?void 0:this.header.uname,dev:this.portable?void 0:this.stat.dev,ino:this.portable?void 0:this.stat.ino,
nlink:this.portable?void 0:this.stat.nlink}).encode());let e=this.header?.block;if(!e)throw new Error("failed to encode \
header");super.write(e)}[Ns](){if(!this.stat)throw new Error("cannot create directory entry without stat");this.path.slice(
-1)!=="/"&&(this.path+="/"),this.stat.size=0,this[qe](),this.end()}[Ti](){G.readlink(this.absolute,(e,t)=>{if(e)return this.
emit("error",e);this[xi](t)})}[xi](e){this.linkpath=c(e),this[qe](),this.end()}[Is](e){if(!this.stat)throw new Error("ca\
nnot create link entry without stat");this.type="Link",this.linkpath=c(Os.relative(this.cwd,e)),this.stat.size=0,this[qe](),
this.end()}[As](){if(!this.stat)throw new Error("cannot create file entry without stat");if(this.stat.nlink>1){let e=`${this.
stat.dev}:${this.stat.ino}`,t=this.linkCache.get(e);if(t?.indexOf(this.cwd)===0)return this[Is](t);this.linkCache.set(e,
this.absolute)}if(this[qe](),this.stat.size===0)return this.end();this[Ai]()}[Ai](){G.open(this.absolute,"r",(e,t)=>{if(e)
return this.emit("error",e);this[Ni](t)})}[Ni](e){if(this.fd=e,this.#e)return this[ae]();if(!this.stat)throw new Error("\
should stat before calling onopenfile");this.blockLen=512*Math.ceil(this.stat.size/512),this.blockRemain=this.blockLen;let t=Math.
min(this.blockLen,this.maxReadSize);this.buf=Buffer.allocUnsafe(t),this.offset=0,this.pos=0,this.remain=this.stat.size,this.
length=this.buf.length,this[Nt]()}[Nt](){let{fd:e,buf:t,offset:i,length:s,pos:r}=this;if(e===void 0||t===void 0)throw new Error(
"cannot read file without first opening");G.read(e,t,i,s,r,(n,h)=>{if(n)return this[ae](()=>this.emit("error",n));this[Di](
h)})}[ae](e=()=>{}){this.fd!==void 0&&G.close(this.fd,e)}[Di](e){if(e<=0&&this.remain>0){let i=Object.assign(new Error("\
encountered unexpected EOF"),{path:this.absolute,syscall:"read",code:"EOF"});return this[ae](()=>this.emit("error",i))}if(e>
this.remain){let i=Object.assign(new Error("did not encounter expected EOF"),{path:this.absolute,syscall:"read",code:"EO\
F"});return this[ae](()=>this.emit("error",i))}if(!this.buf)throw new Error("should have created buffer prior to reading");
if(e===this.remain)for(let i=e;i<this.length&&e<this.blockRemain;i++)this.buf[i+this.offset]=0,e++,this.remain++;let t=this.
offset===0&&e===this.buf.length?this.buf:this.buf.subarray(this.offset,this.offset+e);this.write(t)?this[Bi]():this[Ii](
()=>this[Bi]())}[Ii](e){this.once("drain",e)}write(e,t,i){if(typeof t=="function"&&(i=t,t=void 0),typeof e=="string"&&(e=
Buffer.from(e,typeof t=="string"?t:"utf8")),this.blockRemain<e.length){let s=Object.assign(new Error("writing more data \
than expected"),{path:this.absolute});return this.emit("error",s)}return this.remain-=e.length,this.blockRemain-=e.length,
this.pos+=e.length,this.offset+=e.length,super.write(e,null,i)}[Bi](){if(!this.remain)return this.blockRemain&&super.write(
Buffer.alloc(this.blockRemain)),this[ae](e=>e?this.emit("error",e):this.end());if(!this.buf)throw new Error("buffer lost\
 somehow in ONDRAIN");this.offset>=this.length&&(this.buf=Buffer.allocUnsafe(Math.min(this.blockRemain,this.buf.length)),
this.offset=0),this.length=this.buf.length-this.offset,this[Nt]()}},Bs=class extends Fi{sync=!0;[Li](){this[It](G.lstatSync(
this.absolute))}[Ti](){this[xi](G.readlinkSync(this.absolute))}[Ai](){this[Ni](G.openSync(this.absolute,"r"))}[Nt](){let e=!0;
try{let{fd:t,buf:i,offset:s,length:r,pos:n}=this;if(t===void 0||i===void 0)throw new Error("fd and buf must be set in RE\
AD method");let h=G.readSync(t,i,s,r,n);this[Di](h),e=!1}finally{if(e)try{this[ae](()=>{})}catch{}}}[Ii](e){e()}[ae](e=()=>{}){
this.fd!==void 0&&G.closeSync(this.fd),e()}},Fs=class extends ue{blockLen=0;blockRemain=0;buf=0;pos=0;remain=0;length=0;preservePaths;portable;strict;noPax;noMtime;readEntry;type;prefix;path;mode;uid;gid;uname;gname;header;mtime;atime;ctime;linkpath;size;onWriteEntry;warn(e,t,i={}){
return St(this,e,t,i)}constructor(e,t={}){let i=li(t);super(),this.preservePaths=!!i.preservePaths,this.portable=!!i.portable,
this.strict=!!i.strict,this.noPax=!!i.noPax,this.noMtime=!!i.noMtime,this.onWriteEntry=i.onWriteEntry,this.readEntry=e;let{
type:s}=e;if(s==="Unsupported")throw new Error("writing entry that should be ignored");this.type=s,this.type==="Director\
y"&&this.portable&&(this.noMtime=!0),this.prefix=i.prefix,this.path=c(e.path),this.mode=e.mode!==void 0?this[Bt](e.mode):
void 0,this.uid=this.portable?void 0:e.uid,this.gid=this.portable?void 0:e.gid,this.uname=this.portable?void 0:e.uname,this.
gname=this.portable?void 0:e.gname,this.size=e.size,this.mtime=this.noMtime?void 0:i.mtime||e.mtime,this.atime=this.portable?
void 0:e.atime,this.ctime=this.portable?void 0:e.ctime,this.linkpath=e.linkpath!==void 0?c(e.linkpath):void 0,typeof i.onwarn==
"function"&&this.on("warn",i.onwarn);let r=!1;if(!this.preservePaths){let[h,o]=Oi(this.path);h&&typeof o=="string"&&(this.
path=o,r=h)}this.remain=e.size,this.blockRemain=e.startBlockSize,this.onWriteEntry?.(this),this.header=new se({path:this[$](
this.path),linkpath:this.type==="Link"&&this.linkpath!==void 0?this[$](this.linkpath):this.linkpath,mode:this.mode,uid:this.
portable?void 0:this.uid,gid:this.portable?void 0:this.gid,size:this.size,mtime:this.noMtime?void 0:this.mtime,type:this.
type,uname:this.portable?void 0:this.uname,atime:this.portable?void 0:this.atime,ctime:this.portable?void 0:this.ctime}),
r&&this.warn("TAR_ENTRY_INFO",`stripping ${r} from absolute path`,{entry:this,path:r+this.path}),this.header.encode()&&!this.
noPax&&super.write(new $e({atime:this.portable?void 0:this.atime,ctime:this.portable?void 0:this.ctime,gid:this.portable?
void 0:this.gid,mtime:this.noMtime?void 0:this.mtime,path:this[$](this.path),linkpath:this.type==="Link"&&this.linkpath!==
void 0?this[$](this.linkpath):this.linkpath,size:this.size,uid:this.portable?void 0:this.uid,uname:this.portable?void 0:
this.uname,dev:this.portable?void 0:this.readEntry.dev,ino:this.portable?void 0:this.readEntry.ino,nlink:this.portable?void 0:
this.readEntry.nlink}).encode());let n=this.header?.block;if(!n)throw new Error("failed to encode header");super.write(n),
e.pipe(this)}[$](e){return Ds(e,this.prefix)}[Bt](e){return ks(e,this.type==="Directory",this.portable)}write(e,t,i){typeof t==
"function"&&(i=t,t=void 0),typeof e=="string"&&(e=Buffer.from(e,typeof t=="string"?t:"utf8"));let s=e.length;if(s>this.blockRemain)
throw new Error("writing more to entry than is appropriate");return this.blockRemain-=s,super.write(e,i)}end(e,t,i){return this.
blockRemain&&super.write(Buffer.alloc(this.blockRemain)),typeof e=="function"&&(i=e,t=void 0,e=void 0),typeof t=="functi\
on"&&(i=t,t=void 0),typeof e=="string"&&(e=Buffer.from(e,t??"utf8")),i&&this.once("finish",i),e?super.end(e,i):super.end(
i),this}},Mh=e=>e.isFile()?"File":e.isDirectory()?"Directory":e.isSymbolicLink()?"SymbolicLink":"Unsupported",Ch=class Ce{tail;head;length=0;static create(t=[]){
return new Ce(t)}constructor(t=[]){for(let i of t)this.push(i)}*[Symbol.iterator](){for(let t=this.head;t;t=t.next)yield t.
value}removeNode(t){if(t.list!==this)throw new Error("removing node which does not belong to this list");let i=t.next,s=t.
prev;return i&&(i.prev=s),s&&(s.next=i),t===this.head&&(this.head=i),t===this.tail&&(this.tail=s),this.length--,t.next=void 0,
t.prev=void 0,t.list=void 0,i}unshiftNode(t){if(t===this.head)return;t.list&&t.list.removeNode(t);let i=this.head;t.list=
this,t.next=i,i&&(i.prev=t),this.head=t,this.tail||(this.tail=t),this.length++}pushNode(t){if(t===this.tail)return;t.list&&
t.list.removeNode(t);let i=this.tail;t.list=this,t.prev=i,i&&(i.next=t),this.tail=t,this.head||(this.head=t),this.length++}push(...t){
for(let i=0,s=t.length;i<s;i++)zh(this,t[i]);return this.length}unshift(...t){for(var i=0,s=t.length;i<s;i++)Uh(this,t[i]);
return this.length}pop(){if(!this.tail)return;let t=this.tail.value,i=this.tail;return this.tail=this.tail.prev,this.tail?
this.tail.next=void 0:this.head=void 0,i.list=void 0,this.length--,t}shift(){if(!this.head)return;let t=this.head.value,
i=this.head;return this.head=this.head.next,this.head?this.head.prev=void 0:this.tail=void 0,i.list=void 0,this.length--,
t}forEach(t,i){i=i||this;for(let s=this.head,r=0;s;r++)t.call(i,s.value,r,this),s=s.next}forEachReverse(t,i){i=i||this;for(let s=this.
tail,r=this.length-1;s;r--)t.call(i,s.value,r,this),s=s.prev}get(t){let i=0,s=this.head;for(;s&&i<t;i++)s=s.next;if(i===
t&&s)return s.value}getReverse(t){let i=0,s=this.tail;for(;s&&i<t;i++)s=s.prev;if(i===t&&s)return s.value}map(t,i){i=i||
this;let s=new Ce;for(let r=this.head;r;)s.push(t.call(i,r.value,this)),r=r.next;return s}mapReverse(t,i){i=i||this;var s=new Ce;
for(let r=this.tail;r;)s.push(t.call(i,r.value,this)),r=r.prev;return s}reduce(t,i){let s,r=this.head;if(arguments.length>
1)s=i;else if(this.head)r=this.head.next,s=this.head.value;else throw new TypeError("Reduce of empty list with no initia\
l value");for(var n=0;r;n++)s=t(s,r.value,n),r=r.next;return s}reduceReverse(t,i){let s,r=this.tail;if(arguments.length>
1)s=i;else if(this.tail)r=this.tail.prev,s=this.tail.value;else throw new TypeError("Reduce of empty list with no initia\
l value");for(let n=this.length-1;r;n--)s=t(s,r.value,n),r=r.prev;return s}toArray(){let t=new Array(this.length);for(let i=0,
s=this.head;s;i++)t[i]=s.value,s=s.next;return t}toArrayReverse(){let t=new Array(this.length);for(let i=0,s=this.tail;s;i++)
t[i]=s.value,s=s.prev;return t}slice(t=0,i=this.length){i<0&&(i+=this.length),t<0&&(t+=this.length);let s=new Ce;if(i<t||
i<0)return s;t<0&&(t=0),i>this.length&&(i=this.length);let r=this.head,n=0;for(n=0;r&&n<t;n++)r=r.next;for(;r&&n<i;n++,r=
r.next)s.push(r.value);return s}sliceReverse(t=0,i=this.length){i<0&&(i+=this.length),t<0&&(t+=this.length);let s=new Ce;
if(i<t||i<0)return s;t<0&&(t=0),i>this.length&&(i=this.length);let r=this.length,n=this.tail;for(;n&&r>i;r--)n=n.prev;for(;n&&
r>t;r--,n=n.prev)s.push(n.value);return s}splice(t,i=0,...s){t>this.length&&(t=this.length-1),t<0&&(t=this.length+t);let r=this.
head;for(let h=0;r&&h<t;h++)r=r.next;let n=[];for(let h=0;r&&h<i;h++)n.push(r.value),r=this.removeNode(r);r?r!==this.tail&&
(r=r.prev):r=this.tail;for(let h of s)r=Ph(this,r,h);return n}reverse(){let t=this.head,i=this.tail;for(let s=t;s;s=s.prev){
let r=s.prev;s.prev=s.next,s.next=r}return this.head=i,this.tail=t,this}};function Ph(e,t,i){let s=t,r=t?t.next:e.head,n=new Mi(
i,s,r,e);return n.next===void 0&&(e.tail=n),n.prev===void 0&&(e.head=n),e.length++,n}function zh(e,t){e.tail=new Mi(t,e.
tail,void 0,e),e.head||(e.head=e.tail),e.length++}function Uh(e,t){e.head=new Mi(t,void 0,e.head,e),e.tail||(e.tail=e.head),
e.length++}var Mi=class{list;next;prev;value;constructor(e,t,i,s){this.list=s,this.value=e,t?(t.next=this,this.prev=t):this.
prev=void 0,i?(i.prev=this,this.next=i):this.next=void 0}},Ci=class{path;absolute;entry;stat;readdir;pending=!1;pendingLink=!1;ignore=!1;piped=!1;constructor(e,t){
this.path=e||"./",this.absolute=t}},Cs=Buffer.alloc(1024),Ft=Symbol("onStat"),Qe=Symbol("ended"),P=Symbol("queue"),Je=Symbol(
"pendingLinks"),le=Symbol("current"),ve=Symbol("process"),et=Symbol("processing"),Mt=Symbol("processJob"),z=Symbol("jobs"),
Pi=Symbol("jobDone"),Ct=Symbol("addFSEntry"),Ps=Symbol("addTarEntry"),zi=Symbol("stat"),Ui=Symbol("readdir"),Pt=Symbol("\
onreaddir"),zt=Symbol("pipe"),zs=Symbol("entry"),ji=Symbol("entryOpt"),Ut=Symbol("writeEntryClass"),Us=Symbol("write"),Hi=Symbol(
"ondrain"),tt=class extends ue{sync=!1;opt;cwd;maxReadSize;preservePaths;strict;noPax;prefix;linkCache;statCache;file;portable;zip;readdirCache;noDirRecurse;follow;noMtime;mtime;filter;jobs;[Ut];onWriteEntry;[P];[Je]=new Map;[z]=0;[et]=!1;[Qe]=!1;constructor(e={}){
if(super(),this.opt=e,this.file=e.file||"",this.cwd=e.cwd||process.cwd(),this.maxReadSize=e.maxReadSize,this.preservePaths=
!!e.preservePaths,this.strict=!!e.strict,this.noPax=!!e.noPax,this.prefix=c(e.prefix||""),this.linkCache=e.linkCache||new Map,
this.statCache=e.statCache||new Map,this.readdirCache=e.readdirCache||new Map,this.onWriteEntry=e.onWriteEntry,this[Ut]=
Fi,typeof e.onwarn=="function"&&this.on("warn",e.onwarn),this.portable=!!e.portable,e.gzip||e.brotli||e.zstd){if((e.gzip?
1:0)+(e.brotli?1:0)+(e.zstd?1:0)>1)throw new TypeError("gzip, brotli, zstd are mutually exclusive");if(e.gzip&&(typeof e.
gzip!="object"&&(e.gzip={}),this.portable&&(e.gzip.portable=!0),this.zip=new Kr(e.gzip)),e.brotli&&(typeof e.brotli!="ob\
ject"&&(e.brotli={}),this.zip=new qr(e.brotli)),e.zstd&&(typeof e.zstd!="object"&&(e.zstd={}),this.zip=new Jr(e.zstd)),!this.
zip)throw new Error("impossible");let t=this.zip;t.on("data",i=>super.write(i)),t.on("end",()=>super.end()),t.on("drain",
()=>this[Hi]()),this.on("resume",()=>t.resume())}else this.on("drain",this[Hi]);this.noDirRecurse=!!e.noDirRecurse,this.
follow=!!e.follow,this.noMtime=!!e.noMtime,e.mtime&&(this.mtime=e.mtime),this.filter=typeof e.filter=="function"?e.filter:
()=>!0,this[P]=new Ch,this[z]=0,this.jobs=Number(e.jobs)||4,this[et]=!1,this[Qe]=!1}[Us](e){return super.write(e)}add(e){
return this.write(e),this}end(e,t,i){return typeof e=="function"&&(i=e,e=void 0),typeof t=="function"&&(i=t,t=void 0),e&&
this.add(e),this[Qe]=!0,this[ve](),i&&i(),this}write(e){if(this[Qe])throw new Error("write after end");return typeof e==
"string"?this[Ct](e):this[Ps](e),this.flowing}[Ps](e){let t=c(Ms.resolve(this.cwd,e.path));if(!this.filter(e.path,e))e.resume();else{
let i=new Ci(e.path,t);i.entry=new Fs(e,this[ji](i)),i.entry.on("end",()=>this[Pi](i)),this[z]+=1,this[P].push(i)}this[ve]()}[Ct](e){
let t=c(Ms.resolve(this.cwd,e));this[P].push(new Ci(e,t)),this[ve]()}[zi](e){e.pending=!0,this[z]+=1;let t=this.follow?"\
stat":"lstat";xt[t](e.absolute,(i,s)=>{e.pending=!1,this[z]-=1,i?this.emit("error",i):this[Ft](e,s)})}[Ft](e,t){if(this.
statCache.set(e.absolute,t),e.stat=t,!this.filter(e.path,t))e.ignore=!0;else if(t.isFile()&&t.nlink>1&&!this.linkCache.get(
`${t.dev}:${t.ino}`)&&!this.sync)if(e===this[le])this[Mt](e);else{let i=`${t.dev}:${t.ino}`,s=this[Je].get(i);s?s.push(e):
this[Je].set(i,[e]),e.pendingLink=!0,e.pending=!0}this[ve]()}[Ui](e){e.pending=!0,this[z]+=1,xt.readdir(e.absolute,(t,i)=>{
if(e.pending=!1,this[z]-=1,t)return this.emit("error",t);this[Pt](e,i)})}[Pt](e,t){this.readdirCache.set(e.absolute,t),e.
readdir=t,this[ve]()}[ve](){if(!this[et]){this[et]=!0;for(let e=this[P].head;e&&this[z]<this.jobs;e=e.next)if(this[Mt](e.
value),e.value.ignore){let t=e.next;this[P].removeNode(e),e.next=t}this[et]=!1,this[Qe]&&this[P].length===0&&this[z]===0&&
(this.zip?this.zip.end(Cs):(super.write(Cs),super.end()))}}get[le](){return this[P]&&this[P].head&&this[P].head.value}[Pi](e){
this[P].shift(),this[z]-=1;let{stat:t}=e;if(t&&t.isFile()&&t.nlink>1){let i=`${t.dev}:${t.ino}`,s=this[Je].get(i);if(s){
this[Je].delete(i);for(let r of s)r.pending=!1,this[Mt](r)}}this[ve]()}[Mt](e){if(e.pending&&e.pendingLink&&e===this[le]&&
(e.pending=!1,e.pendingLink=!1),!e.pending){if(e.entry){e===this[le]&&!e.piped&&this[zt](e);return}if(!e.stat){let t=this.
statCache.get(e.absolute);t?this[Ft](e,t):this[zi](e)}if(e.stat&&!e.ignore){if(!this.noDirRecurse&&e.stat.isDirectory()&&
!e.readdir){let t=this.readdirCache.get(e.absolute);if(t?this[Pt](e,t):this[Ui](e),!e.readdir)return}if(e.entry=this[zs](
e),!e.entry){e.ignore=!0;return}e===this[le]&&!e.piped&&this[zt](e)}}}[ji](e){return{onwarn:(t,i,s)=>this.warn(t,i,s),noPax:this.
noPax,cwd:this.cwd,absolute:e.absolute,preservePaths:this.preservePaths,maxReadSize:this.maxReadSize,strict:this.strict,
portable:this.portable,linkCache:this.linkCache,statCache:this.statCache,noMtime:this.noMtime,mtime:this.mtime,prefix:this.
prefix,onWriteEntry:this.onWriteEntry}}[zs](e){this[z]+=1;try{return new this[Ut](e.path,this[ji](e)).on("end",()=>this[Pi](
e)).on("error",t=>this.emit("error",t))}catch(t){this.emit("error",t)}}[Hi](){this[le]&&this[le].entry&&this[le].entry.resume()}[zt](e){
e.piped=!0,e.readdir&&e.readdir.forEach(s=>{let r=e.path,n=r==="./"?"":r.replace(/\/*$/,"/");this[Ct](n+s)});let t=e.entry,
i=this.zip;if(!t)throw new Error("cannot pipe without source");i?t.on("data",s=>{i.write(s)||t.pause()}):t.on("data",s=>{
super.write(s)||t.pause()})}pause(){return this.zip&&this.zip.pause(),super.pause()}warn(e,t,i={}){St(this,e,t,i)}},jt=class extends tt{sync=!0;constructor(e){
super(e),this[Ut]=Bs}pause(){}resume(){}[zi](e){let t=this.follow?"statSync":"lstatSync";this[Ft](e,xt[t](e.absolute))}[Ui](e){
this[Pt](e,xt.readdirSync(e.absolute))}[zt](e){let t=e.entry,i=this.zip;if(e.readdir&&e.readdir.forEach(s=>{let r=e.path,
n=r==="./"?"":r.replace(/\/*$/,"/");this[Ct](n+s)}),!t)throw new Error("Cannot pipe without source");i?t.on("data",s=>{i.
write(s)}):t.on("data",s=>{super[Us](s)})}},jh=(e,t)=>{let i=new jt(e),s=new os(e.file,{mode:e.mode||438});i.pipe(s),js(
i,t)},Hh=(e,t)=>{let i=new tt(e),s=new gt(e.file,{mode:e.mode||438});i.pipe(s);let r=new Promise((n,h)=>{s.on("error",h),
s.on("close",n),i.on("error",h)});return Hs(i,t).catch(n=>i.emit("error",n)),r},js=(e,t)=>{t.forEach(i=>{i.charAt(0)==="\
@"?Be({file:as.resolve(e.cwd,i.slice(1)),sync:!0,noResume:!0,onReadEntry:s=>e.add(s)}):e.add(i)}),e.end()},Hs=async(e,t)=>{
for(let i of t)i.charAt(0)==="@"?await Be({file:as.resolve(String(e.cwd),i.slice(1)),noResume:!0,onReadEntry:s=>{e.add(s)}}):
e.add(i);e.end()},Zh=(e,t)=>{let i=new jt(e);return js(i,t),i},Wh=(e,t)=>{let i=new tt(e);return Hs(i,t).catch(s=>i.emit(
"error",s)),i},Zs=Ge(jh,Hh,Zh,Wh,(e,t)=>{if(!t?.length)throw new TypeError("no paths specified to add to archive")}),$h=process.
env.__FAKE_PLATFORM__||process.platform,Ys=$h==="win32",{O_CREAT:Vs,O_NOFOLLOW:Ks,O_TRUNC:Xs,O_WRONLY:qs}=$s.constants,Qs=Number(
process.env.__FAKE_FS_O_FILENAME__)||$s.constants.UV_FS_O_FILEMAP||0,Yh=Ys&&!!Qs,Vh=512*1024,Kh=Qs|Xs|Vs|qs,Js=!Ys&&typeof Ks==
"number"?Ks|Xs|Vs|qs:null,er=Js!==null?()=>Js:Yh?e=>e<Vh?Kh:"w":()=>"w",Zi=(e,t,i)=>{try{return Ht.lchownSync(e,t,i)}catch(s){
if(s?.code!=="ENOENT")throw s}},Zt=(e,t,i,s)=>{Ht.lchown(e,t,i,r=>{s(r&&r?.code!=="ENOENT"?r:null)})},Xh=(e,t,i,s,r)=>{if(t.
isDirectory())tr(it.resolve(e,t.name),i,s,n=>{if(n)return r(n);let h=it.resolve(e,t.name);Zt(h,i,s,r)});else{let n=it.resolve(
e,t.name);Zt(n,i,s,r)}},tr=(e,t,i,s)=>{Ht.readdir(e,{withFileTypes:!0},(r,n)=>{if(r){if(r.code==="ENOENT")return s();if(r.
code!=="ENOTDIR"&&r.code!=="ENOTSUP")return s(r)}if(r||!n.length)return Zt(e,t,i,s);let h=n.length,o=null,a=l=>{if(!o){if(l)
return s(o=l);if(--h===0)return Zt(e,t,i,s)}};for(let l of n)Xh(e,l,t,i,a)})},qh=(e,t,i,s)=>{t.isDirectory()&&ir(it.resolve(
e,t.name),i,s),Zi(it.resolve(e,t.name),i,s)},ir=(e,t,i)=>{let s;try{s=Ht.readdirSync(e,{withFileTypes:!0})}catch(r){let n=r;
if(n?.code==="ENOENT")return;if(n?.code==="ENOTDIR"||n?.code==="ENOTSUP")return Zi(e,t,i);throw n}for(let r of s)qh(e,r,
t,i);return Zi(e,t,i)},sr=class extends Error{path;code;syscall="chdir";constructor(e,t){super(`${t}: Cannot cd into '${e}\
'`),this.path=e,this.code=t}get name(){return"CwdError"}},Gt=class extends Error{path;symlink;syscall="symlink";code="TA\
R_SYMLINK_ERROR";constructor(e,t){super("TAR_SYMLINK_ERROR: Cannot extract through symbolic link"),this.symlink=e,this.path=
t}get name(){return"SymlinkError"}},Jh=(e,t)=>{A.stat(e,(i,s)=>{(i||!s.isDirectory())&&(i=new sr(e,i?.code||"ENOTDIR")),
t(i)})},en=(e,t,i)=>{e=c(e);let s=t.umask??18,r=t.mode|448,n=(r&s)!==0,h=t.uid,o=t.gid,a=typeof h=="number"&&typeof o=="\
number"&&(h!==t.processUid||o!==t.processGid),l=t.preserve,d=t.unlink,f=c(t.cwd),y=(b,O)=>{b?i(b):O&&a?tr(O,h,o,dt=>y(dt)):
n?A.chmod(e,r,i):i()};if(e===f)return Jh(e,y);if(l)return Qh.mkdir(e,{mode:r,recursive:!0}).then(b=>y(null,b??void 0),y);
let T=c(Wt.relative(f,e)).split("/");Wi(f,T,r,d,f,void 0,y)},Wi=(e,t,i,s,r,n,h)=>{if(t.length===0)return h(null,n);let o=t.
shift(),a=c(Wt.resolve(e+"/"+o));A.mkdir(a,i,rr(a,t,i,s,r,n,h))},rr=(e,t,i,s,r,n,h)=>o=>{o?A.lstat(e,(a,l)=>{if(a)a.path=
a.path&&c(a.path),h(a);else if(l.isDirectory())Wi(e,t,i,s,r,n,h);else if(s)A.unlink(e,d=>{if(d)return h(d);A.mkdir(e,i,rr(
e,t,i,s,r,n,h))});else{if(l.isSymbolicLink())return h(new Gt(e,e+"/"+t.join("/")));h(o)}}):(n=n||e,Wi(e,t,i,s,r,n,h))},tn=e=>{
let t=!1,i;try{t=A.statSync(e).isDirectory()}catch(s){i=s?.code}finally{if(!t)throw new sr(e,i??"ENOTDIR")}},sn=(e,t)=>{
e=c(e);let i=t.umask??18,s=t.mode|448,r=(s&i)!==0,n=t.uid,h=t.gid,o=typeof n=="number"&&typeof h=="number"&&(n!==t.processUid||
h!==t.processGid),a=t.preserve,l=t.unlink,d=c(t.cwd),f=b=>{b&&o&&ir(b,n,h),r&&A.chmodSync(e,s)};if(e===d)return tn(d),f();
if(a)return f(A.mkdirSync(e,{mode:s,recursive:!0})??void 0);let y=c(Wt.relative(d,e)).split("/"),T;for(let b=y.shift(),O=d;b&&
(O+="/"+b);b=y.shift()){O=c(Wt.resolve(O));try{A.mkdirSync(O,s),T=T||O}catch{let dt=A.lstatSync(O);if(dt.isDirectory())continue;
if(l){A.unlinkSync(O),A.mkdirSync(O,s),T=T||O;continue}else if(dt.isSymbolicLink())return new Gt(O,O+"/"+y.join("/"))}}return f(
T)},Gi=Object.create(null),nr=1e4,Fe=new Set,rn=e=>{Fe.has(e)?Fe.delete(e):Gi[e]=e.normalize("NFD").toLocaleLowerCase("e\
n").toLocaleUpperCase("en"),Fe.add(e);let t=Gi[e],i=Fe.size-nr;if(i>nr/10){for(let s of Fe)if(Fe.delete(s),delete Gi[s],
--i<=0)break}return t},hn=process.env.TESTING_TAR_FAKE_PLATFORM||process.platform,nn=hn==="win32",on=e=>e.split("/").slice(
0,-1).reduce((t,i)=>{let s=t.at(-1);return s!==void 0&&(i=hr(s,i)),t.push(i||"/"),t},[]),an=class{#e=new Map;#i=new Map;#s=new Set;reserve(e,t){
e=nn?["win32 parallelization disabled"]:e.map(s=>Xe(hr(rn(s))));let i=new Set(e.map(s=>on(s)).reduce((s,r)=>s.concat(r)));
this.#i.set(t,{dirs:i,paths:e});for(let s of e){let r=this.#e.get(s);r?r.push(t):this.#e.set(s,[t])}for(let s of i){let r=this.#e.
get(s);if(!r)this.#e.set(s,[new Set([t])]);else{let n=r.at(-1);n instanceof Set?n.add(t):r.push(new Set([t]))}}return this.#r(
t)}#h(e){let t=this.#i.get(e);if(!t)throw new Error("function does not have any path reservations");return{paths:t.paths.
map(i=>this.#e.get(i)),dirs:[...t.dirs].map(i=>this.#e.get(i))}}check(e){let{paths:t,dirs:i}=this.#h(e);return t.every(s=>s&&
s[0]===e)&&i.every(s=>s&&s[0]instanceof Set&&s[0].has(e))}#r(e){return this.#s.has(e)||!this.check(e)?!1:(this.#s.add(e),
e(()=>this.#t(e)),!0)}#t(e){if(!this.#s.has(e))return!1;let t=this.#i.get(e);if(!t)throw new Error("invalid reservation");
let{paths:i,dirs:s}=t,r=new Set;for(let n of i){let h=this.#e.get(n);if(!h||h?.[0]!==e)continue;let o=h[1];if(!o){this.#e.
delete(n);continue}if(h.shift(),typeof o=="function")r.add(o);else for(let a of o)r.add(a)}for(let n of s){let h=this.#e.
get(n),o=h?.[0];if(!(!h||!(o instanceof Set)))if(o.size===1&&h.length===1){this.#e.delete(n);continue}else if(o.size===1){
h.shift();let a=h[0];typeof a=="function"&&r.add(a)}else o.delete(e)}return this.#s.delete(e),r.forEach(n=>this.#r(n)),!0}},
ln=()=>process.umask(),or=Symbol("onEntry"),$i=Symbol("checkFs"),ar=Symbol("checkFs2"),Yi=Symbol("isReusable"),B=Symbol(
"makeFs"),Vi=Symbol("file"),Ki=Symbol("directory"),$t=Symbol("link"),lr=Symbol("symlink"),dr=Symbol("hardlink"),st=Symbol(
"ensureNoSymlink"),cr=Symbol("unsupported"),ur=Symbol("checkPath"),Xi=Symbol("stripAbsolutePath"),de=Symbol("mkdir"),_=Symbol(
"onError"),Yt=Symbol("pending"),mr=Symbol("pend"),Me=Symbol("unpend"),qi=Symbol("ended"),Qi=Symbol("maybeClose"),Ji=Symbol(
"skip"),rt=Symbol("doChown"),ht=Symbol("uid"),nt=Symbol("gid"),ot=Symbol("checkedCwd"),dn=process.env.TESTING_TAR_FAKE_PLATFORM||
process.platform,at=dn==="win32",cn=1024,un=(e,t)=>{if(!at)return u.unlink(e,t);let i=e+".DELETE."+randomBytes(16).toString(
"hex");u.rename(e,i,s=>{if(s)return t(s);u.unlink(i,t)})},mn=e=>{if(!at)return u.unlinkSync(e);let t=e+".DELETE."+randomBytes(
16).toString("hex");u.renameSync(e,t),u.unlinkSync(t)},fr=(e,t,i)=>e!==void 0&&e===e>>>0?e:t!==void 0&&t===t>>>0?t:i,Vt=class extends Ie{[qi]=!1;[ot]=!1;[Yt]=0;reservations=new an;transform;writable=!0;readable=!1;uid;gid;setOwner;preserveOwner;processGid;processUid;maxDepth;forceChown;win32;newer;keep;noMtime;preservePaths;unlink;cwd;strip;processUmask;umask;dmode;fmode;chmod;constructor(e={}){
if(e.ondone=()=>{this[qi]=!0,this[Qi]()},super(e),this.transform=e.transform,this.chmod=!!e.chmod,typeof e.uid=="number"||
typeof e.gid=="number"){if(typeof e.uid!="number"||typeof e.gid!="number")throw new TypeError("cannot set owner without \
number uid and gid");if(e.preserveOwner)throw new TypeError("cannot preserve owner in archive and also set owner explici\
tly");this.uid=e.uid,this.gid=e.gid,this.setOwner=!0}else this.uid=void 0,this.gid=void 0,this.setOwner=!1;this.preserveOwner=
e.preserveOwner===void 0&&typeof e.uid!="number"?process.getuid?.()===0:!!e.preserveOwner,this.processUid=(this.preserveOwner||
this.setOwner)&&process.getuid?process.getuid():void 0,this.processGid=(this.preserveOwner||this.setOwner)&&process.getgid?
process.getgid():void 0,this.maxDepth=typeof e.maxDepth=="number"?e.maxDepth:cn,this.forceChown=e.forceChown===!0,this.win32=
!!e.win32||at,this.newer=!!e.newer,this.keep=!!e.keep,this.noMtime=!!e.noMtime,this.preservePaths=!!e.preservePaths,this.
unlink=!!e.unlink,this.cwd=c(E.resolve(e.cwd||process.cwd())),this.strip=Number(e.strip)||0,this.processUmask=this.chmod?
typeof e.processUmask=="number"?e.processUmask:ln():0,this.umask=typeof e.umask=="number"?e.umask:this.processUmask,this.
dmode=e.dmode||511&~this.umask,this.fmode=e.fmode||438&~this.umask,this.on("entry",t=>this[or](t))}warn(e,t,i={}){return(e===
"TAR_BAD_ARCHIVE"||e==="TAR_ABORT")&&(i.recoverable=!1),super.warn(e,t,i)}[Qi](){this[qi]&&this[Yt]===0&&(this.emit("pre\
finish"),this.emit("finish"),this.emit("end"))}[Xi](e,t){let i=e[t],{type:s}=e;if(!i||this.preservePaths)return!0;let[r,
n]=Oi(i),h=n.replaceAll(/\\/g,"/").split("/");if(h.includes("..")||at&&/^[a-z]:\.\.$/i.test(h[0]??"")){if(t==="path"||s===
"Link")return this.warn("TAR_ENTRY_ERROR",`${t} contains '..'`,{entry:e,[t]:i}),!1;let o=E.posix.dirname(e.path),a=E.posix.
normalize(E.posix.join(o,h.join("/")));if(a.startsWith("../")||a==="..")return this.warn("TAR_ENTRY_ERROR",`${t} escapes\
 extraction directory`,{entry:e,[t]:i}),!1}return r&&(e[t]=String(n),this.warn("TAR_ENTRY_INFO",`stripping ${r} from abs\
olute ${t}`,{entry:e,[t]:i})),!0}[ur](e){let t=c(e.path),i=t.split("/");if(this.strip){if(i.length<this.strip)return!1;if(e.
type==="Link"){let s=c(String(e.linkpath)).split("/");if(s.length>=this.strip)e.linkpath=s.slice(this.strip).join("/");else
return!1}i.splice(0,this.strip),e.path=i.join("/")}if(isFinite(this.maxDepth)&&i.length>this.maxDepth)return this.warn("\
TAR_ENTRY_ERROR","path excessively deep",{entry:e,path:t,depth:i.length,maxDepth:this.maxDepth}),!1;if(!this[Xi](e,"path")||
!this[Xi](e,"linkpath"))return!1;if(e.absolute=E.isAbsolute(e.path)?c(E.resolve(e.path)):c(E.resolve(this.cwd,e.path)),!this.
preservePaths&&typeof e.absolute=="string"&&e.absolute.indexOf(this.cwd+"/")!==0&&e.absolute!==this.cwd)return this.warn(
"TAR_ENTRY_ERROR","path escaped extraction target",{entry:e,path:c(e.path),resolvedPath:e.absolute,cwd:this.cwd}),!1;if(e.
absolute===this.cwd&&e.type!=="Directory"&&e.type!=="GNUDumpDir")return!1;if(this.win32){let{root:s}=E.win32.parse(String(
e.absolute));e.absolute=s+Ls(String(e.absolute).slice(s.length));let{root:r}=E.win32.parse(e.path);e.path=r+Ls(e.path.slice(
r.length))}return!0}[or](e){if(!this[ur](e))return e.resume();switch(Gh.equal(typeof e.absolute,"string"),e.type){case"D\
irectory":case"GNUDumpDir":e.mode&&(e.mode=e.mode|448);case"File":case"OldFile":case"ContiguousFile":case"Link":case"Sym\
bolicLink":return this[$i](e);default:return this[cr](e)}}[_](e,t){e.name==="CwdError"?this.emit("error",e):(this.warn("\
TAR_ENTRY_ERROR",e,{entry:t}),this[Me](),t.resume())}[de](e,t,i){en(c(e),{uid:this.uid,gid:this.gid,processUid:this.processUid,
processGid:this.processGid,umask:this.processUmask,preserve:this.preservePaths,unlink:this.unlink,cwd:this.cwd,mode:t},i)}[rt](e){
return this.forceChown||this.preserveOwner&&(typeof e.uid=="number"&&e.uid!==this.processUid||typeof e.gid=="number"&&e.
gid!==this.processGid)||typeof this.uid=="number"&&this.uid!==this.processUid||typeof this.gid=="number"&&this.gid!==this.
processGid}[ht](e){return fr(this.uid,e.uid,this.processUid)}[nt](e){return fr(this.gid,e.gid,this.processGid)}[Vi](e,t){
let i=typeof e.mode=="number"?e.mode&4095:this.fmode,s=new gt(String(e.absolute),{flags:er(e.size),mode:i,autoClose:!1});
s.on("error",o=>{s.fd&&u.close(s.fd,()=>{}),s.write=()=>!0,this[_](o,e),t()});let r=1,n=o=>{if(o){s.fd&&u.close(s.fd,()=>{}),
this[_](o,e),t();return}--r===0&&s.fd!==void 0&&u.close(s.fd,a=>{a?this[_](a,e):this[Me](),t()})};s.on("finish",()=>{let o=String(
e.absolute),a=s.fd;if(typeof a=="number"&&e.mtime&&!this.noMtime){r++;let l=e.atime||new Date,d=e.mtime;u.futimes(a,l,d,
f=>f?u.utimes(o,l,d,y=>n(y&&f)):n())}if(typeof a=="number"&&this[rt](e)){r++;let l=this[ht](e),d=this[nt](e);typeof l=="\
number"&&typeof d=="number"&&u.fchown(a,l,d,f=>f?u.chown(o,l,d,y=>n(y&&f)):n())}n()});let h=this.transform&&this.transform(
e)||e;h!==e&&(h.on("error",o=>{this[_](o,e),t()}),e.pipe(h)),h.pipe(s)}[Ki](e,t){let i=typeof e.mode=="number"?e.mode&4095:
this.dmode;this[de](String(e.absolute),i,s=>{if(s){this[_](s,e),t();return}let r=1,n=()=>{--r===0&&(t(),this[Me](),e.resume())};
e.mtime&&!this.noMtime&&(r++,u.utimes(String(e.absolute),e.atime||new Date,e.mtime,n)),this[rt](e)&&(r++,u.chown(String(
e.absolute),Number(this[ht](e)),Number(this[nt](e)),n)),n()})}[cr](e){e.unsupported=!0,this.warn("TAR_ENTRY_UNSUPPORTED",
`unsupported entry type: ${e.type}`,{entry:e}),e.resume()}[lr](e,t){let i=c(E.relative(this.cwd,E.resolve(E.dirname(String(
e.absolute)),String(e.linkpath)))).split("/");this[st](e,this.cwd,i,()=>this[$t](e,String(e.linkpath),"symlink",t),s=>{this[_](
s,e),t()})}[dr](e,t){let i=c(E.resolve(this.cwd,String(e.linkpath))),s=c(String(e.linkpath)).split("/");this[st](e,this.
cwd,s,()=>this[$t](e,i,"link",t),r=>{this[_](r,e),t()})}[st](e,t,i,s,r){let n=i.shift();if(this.preservePaths||n===void 0)
return s();let h=E.resolve(t,n);u.lstat(h,(o,a)=>{if(o)return s();if(a?.isSymbolicLink())return r(new Gt(h,E.resolve(h,i.
join("/"))));this[st](e,h,i,s,r)})}[mr](){this[Yt]++}[Me](){this[Yt]--,this[Qi]()}[Ji](e){this[Me](),e.resume()}[Yi](e,t){
return e.type==="File"&&!this.unlink&&t.isFile()&&t.nlink<=1&&!at}[$i](e){this[mr]();let t=[e.path];e.linkpath&&t.push(e.
linkpath),this.reservations.reserve(t,i=>this[ar](e,i))}[ar](e,t){let i=h=>{t(h)},s=()=>{this[de](this.cwd,this.dmode,h=>{
if(h){this[_](h,e),i();return}this[ot]=!0,r()})},r=()=>{if(e.absolute!==this.cwd){let h=c(E.dirname(String(e.absolute)));
if(h!==this.cwd)return this[de](h,this.dmode,o=>{if(o){this[_](o,e),i();return}n()})}n()},n=()=>{u.lstat(String(e.absolute),
(h,o)=>{if(o&&(this.keep||this.newer&&o.mtime>(e.mtime??o.mtime))){this[Ji](e),i();return}if(h||this[Yi](e,o))return this[B](
null,e,i);if(o.isDirectory()){if(e.type==="Directory"){let a=this.chmod&&e.mode&&(o.mode&4095)!==e.mode,l=d=>this[B](d??
null,e,i);return a?u.chmod(String(e.absolute),Number(e.mode),l):l()}if(e.absolute!==this.cwd)return u.rmdir(String(e.absolute),
a=>this[B](a??null,e,i))}if(e.absolute===this.cwd)return this[B](null,e,i);un(String(e.absolute),a=>this[B](a??null,e,i))})};
this[ot]?r():s()}[B](e,t,i){if(e){this[_](e,t),i();return}switch(t.type){case"File":case"OldFile":case"ContiguousFile":return this[Vi](
t,i);case"Link":return this[dr](t,i);case"SymbolicLink":return this[lr](t,i);case"Directory":case"GNUDumpDir":return this[Ki](
t,i)}}[$t](e,t,i,s){u[i](t,String(e.absolute),r=>{r?this[_](r,e):(this[Me](),e.resume()),s()})}},lt=e=>{try{return[null,
e()]}catch(t){return[t,null]}},es=class extends Vt{sync=!0;[B](e,t){return super[B](e,t,()=>{})}[$i](e){if(!this[ot]){let r=this[de](
this.cwd,this.dmode);if(r)return this[_](r,e);this[ot]=!0}if(e.absolute!==this.cwd){let r=c(E.dirname(String(e.absolute)));
if(r!==this.cwd){let n=this[de](r,this.dmode);if(n)return this[_](n,e)}}let[t,i]=lt(()=>u.lstatSync(String(e.absolute)));
if(i&&(this.keep||this.newer&&i.mtime>(e.mtime??i.mtime)))return this[Ji](e);if(t||this[Yi](e,i))return this[B](null,e);
if(i.isDirectory()){if(e.type==="Directory"){let n=this.chmod&&e.mode&&(i.mode&4095)!==e.mode,[h]=n?lt(()=>{u.chmodSync(
String(e.absolute),Number(e.mode))}):[];return this[B](h,e)}let[r]=lt(()=>u.rmdirSync(String(e.absolute)));this[B](r,e)}
let[s]=e.absolute===this.cwd?[]:lt(()=>mn(String(e.absolute)));this[B](s,e)}[Vi](e,t){let i=typeof e.mode=="number"?e.mode&
4095:this.fmode,s=h=>{let o;try{u.closeSync(r)}catch(a){o=a}(h||o)&&this[_](h||o,e),t()},r;try{r=u.openSync(String(e.absolute),
er(e.size),i)}catch(h){return s(h)}let n=this.transform&&this.transform(e)||e;n!==e&&(n.on("error",h=>this[_](h,e)),e.pipe(
n)),n.on("data",h=>{try{u.writeSync(r,h,0,h.length)}catch(o){s(o)}}),n.on("end",()=>{let h=null;if(e.mtime&&!this.noMtime){
let o=e.atime||new Date,a=e.mtime;try{u.futimesSync(r,o,a)}catch(l){try{u.utimesSync(String(e.absolute),o,a)}catch{h=l}}}
if(this[rt](e)){let o=this[ht](e),a=this[nt](e);try{u.fchownSync(r,Number(o),Number(a))}catch(l){try{u.chownSync(String(
e.absolute),Number(o),Number(a))}catch{h=h||l}}}s(h)})}[Ki](e,t){let i=typeof e.mode=="number"?e.mode&4095:this.dmode,s=this[de](
String(e.absolute),i);if(s){this[_](s,e),t();return}if(e.mtime&&!this.noMtime)try{u.utimesSync(String(e.absolute),e.atime||
new Date,e.mtime)}catch{}if(this[rt](e))try{u.chownSync(String(e.absolute),Number(this[ht](e)),Number(this[nt](e)))}catch{}
t(),e.resume()}[de](e,t){try{return sn(c(e),{uid:this.uid,gid:this.gid,processUid:this.processUid,processGid:this.processGid,
umask:this.processUmask,preserve:this.preservePaths,unlink:this.unlink,cwd:this.cwd,mode:t})}catch(i){return i}}[st](e,t,i,s,r){
if(this.preservePaths||i.length===0)return s();let n=t;for(let h of i){n=E.resolve(n,h);let[o,a]=lt(()=>u.lstatSync(n));
if(o)return s();if(a.isSymbolicLink())return r(new Gt(n,E.resolve(t,i.join("/"))))}s()}[$t](e,t,i,s){let r=`${i}Sync`;try{
u[r](t,String(e.absolute)),s(),e.resume()}catch(n){return this[_](n,e)}}},fn=e=>{let t=new es(e),i=e.file,s=Ws.statSync(
i),r=e.maxReadSize||16*1024*1024;new Br(i,{readSize:r,size:s.size}).pipe(t)},pn=(e,t)=>{let i=new Vt(e),s=e.maxReadSize||
16*1024*1024,r=e.file;return new Promise((n,h)=>{i.on("error",h),i.on("close",n),Ws.stat(r,(o,a)=>{if(o)h(o);else{let l=new ai(
r,{readSize:s,size:a.size});l.on("error",h),l.pipe(i)}})})},pr=Ge(fn,pn,e=>new es(e),e=>new Vt(e),(e,t)=>{t?.length&&_i(
e,t)}),yn=(e,t)=>{let i=new jt(e),s=!0,r,n;try{try{r=N.openSync(e.file,"r+")}catch(a){if(a?.code==="ENOENT")r=N.openSync(
e.file,"w+");else throw a}let h=N.fstatSync(r),o=Buffer.alloc(512);e:for(n=0;n<h.size;n+=512){for(let d=0,f=0;d<512;d+=f){
if(f=N.readSync(r,o,d,o.length-d,n+d),n===0&&o[0]===31&&o[1]===139)throw new Error("cannot append to compressed archives");
if(!f)break e}let a=new se(o);if(!a.cksumValid)break;let l=512*Math.ceil((a.size||0)/512);if(n+l+512>h.size)break;n+=l,e.
mtimeCache&&a.mtime&&e.mtimeCache.set(String(a.path),a.mtime)}s=!1,bn(e,i,n,r,t)}finally{if(s)try{N.closeSync(r)}catch{}}},
bn=(e,t,i,s,r)=>{let n=new os(e.file,{fd:s,start:i});t.pipe(n),gn(t,r)},wn=(e,t)=>{t=Array.from(t);let i=new tt(e),s=(r,n,h)=>{
let o=(y,T)=>{y?N.close(r,b=>h(y)):h(null,T)},a=0;if(n===0)return o(null,0);let l=0,d=Buffer.alloc(512),f=(y,T)=>{if(y||
T===void 0)return o(y);if(l+=T,l<512&&T)return N.read(r,d,l,d.length-l,a+l,f);if(a===0&&d[0]===31&&d[1]===139)return o(new Error(
"cannot append to compressed archives"));if(l<512)return o(null,a);let b=new se(d);if(!b.cksumValid)return o(null,a);let O=512*
Math.ceil((b.size??0)/512);if(a+O+512>n||(a+=O+512,a>=n))return o(null,a);e.mtimeCache&&b.mtime&&e.mtimeCache.set(String(
b.path),b.mtime),l=0,N.read(r,d,0,512,a,f)};N.read(r,d,0,512,a,f)};return new Promise((r,n)=>{i.on("error",n);let h="r+",
o=(a,l)=>{if(a&&a.code==="ENOENT"&&h==="r+")return h="w+",N.open(e.file,h,o);if(a||!l)return n(a);N.fstat(l,(d,f)=>{if(d)
return N.close(l,()=>n(d));s(l,f.size,(y,T)=>{if(y)return n(y);let b=new gt(e.file,{fd:l,start:T});i.pipe(b),b.on("error",
n),b.on("close",r),En(i,t)})})};N.open(e.file,h,o)})},gn=(e,t)=>{t.forEach(i=>{i.charAt(0)==="@"?Be({file:yr.resolve(e.cwd,
i.slice(1)),sync:!0,noResume:!0,onReadEntry:s=>e.add(s)}):e.add(i)}),e.end()},En=async(e,t)=>{for(let i of t)i.charAt(0)===
"@"?await Be({file:yr.resolve(String(e.cwd),i.slice(1)),noResume:!0,onReadEntry:s=>e.add(s)}):e.add(i);e.end()},Se=Ge(yn,
wn,()=>{throw new TypeError("file is required")},()=>{throw new TypeError("file is required")},(e,t)=>{if(!Hr(e))throw new TypeError(
"file is required");if(e.gzip||e.brotli||e.zstd||e.file.endsWith(".br")||e.file.endsWith(".tbr"))throw new TypeError("ca\
nnot append to compressed archives");if(!t?.length)throw new TypeError("no paths specified to add/replace")}),br=Ge(Se.syncFile,
Se.asyncFile,Se.syncNoFile,Se.asyncNoFile,(e,t=[])=>{Se.validate?.(e,t),Rn(e)}),Rn=e=>{let t=e.filter;e.mtimeCache||(e.mtimeCache=
new Map),e.filter=t?(i,s)=>t(i,s)&&!((e.mtimeCache?.get(i)??s.mtime??0)>(s.mtime??0)):(i,s)=>!((e.mtimeCache?.get(i)??s.
mtime??0)>(s.mtime??0))};export{se as Header,tt as Pack,Ci as PackJob,jt as PackSync,Ie as Parser,$e as Pax,ws as ReadEntry,Vt as Unpack,es as UnpackSync,
Fi as WriteEntry,Bs as WriteEntrySync,Fs as WriteEntryTar,Zs as c,Zs as create,pr as extract,_i as filesFilter,Be as list,
Se as r,Se as replace,Be as t,ys as types,br as u,br as update,pr as x};

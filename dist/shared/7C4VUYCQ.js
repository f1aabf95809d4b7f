import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{__commonJS,__esm,__export,__require,__toCommonJS,__toESM}from"./RXVYH6O5.js";var http_exports={};__export(http_exports,{Agent:()=>Agent,ClientRequest:()=>ClientRequest,IncomingMessage:()=>IncomingMessage,
METHODS:()=>METHODS,STATUS_CODES:()=>STATUS_CODES,ServerResponse:()=>ServerResponse,default:()=>http_default,globalAgent:()=>globalAgent,
request:()=>request});var all2,http_default,Agent,ClientRequest,IncomingMessage,METHODS,STATUS_CODES,ServerResponse,globalAgent,
request,init_http=__esm({"node-used:http"(){all2=process.getBuiltinModule("node:http"),http_default=all2,{Agent,ClientRequest,
IncomingMessage,METHODS,STATUS_CODES,ServerResponse,globalAgent,request}=all2}});var require_tunnel=__commonJS({"node_modules/tunnel/lib/tunnel.js"(exports){"use strict";var net=__require("net"),tls=__require("tls"),
http=(init_http(),__toCommonJS(http_exports)),https3=__require("https"),events=__require("events"),assert=__require("assert"),
util=__require("util");exports.httpOverHttp=httpOverHttp2,exports.httpsOverHttp=httpsOverHttp2,exports.httpOverHttps=httpOverHttps2,
exports.httpsOverHttps=httpsOverHttps2;function httpOverHttp2(t){var e=new TunnelingAgent(t);return e.request=http.request,
e}function httpsOverHttp2(t){var e=new TunnelingAgent(t);return e.request=http.request,e.createSocket=createSecureSocket,
e.defaultPort=443,e}function httpOverHttps2(t){var e=new TunnelingAgent(t);return e.request=https3.request,e}function httpsOverHttps2(t){
var e=new TunnelingAgent(t);return e.request=https3.request,e.createSocket=createSecureSocket,e.defaultPort=443,e}function TunnelingAgent(t){
var e=this;e.options=t||{},e.proxyOptions=e.options.proxy||{},e.maxSockets=e.options.maxSockets||http.Agent.defaultMaxSockets,
e.requests=[],e.sockets=[],e.on("free",function(r3,u4,o,s){for(var n2=toOptions(u4,o,s),l3=0,p3=e.requests.length;l3<p3;++l3){
var f=e.requests[l3];if(f.host===n2.host&&f.port===n2.port){e.requests.splice(l3,1),f.request.onSocket(r3);return}}r3.destroy(),
e.removeSocket(r3)})}util.inherits(TunnelingAgent,events.EventEmitter),TunnelingAgent.prototype.addRequest=function(e,a3,r3,u4){
var o=this,s=mergeOptions({request:e},o.options,toOptions(a3,r3,u4));if(o.sockets.length>=this.maxSockets){o.requests.push(
s);return}o.createSocket(s,function(n2){n2.on("free",l3),n2.on("close",p3),n2.on("agentRemove",p3),e.onSocket(n2);function l3(){
o.emit("free",n2,s)}function p3(f){o.removeSocket(n2),n2.removeListener("free",l3),n2.removeListener("close",p3),n2.removeListener(
"agentRemove",p3)}})},TunnelingAgent.prototype.createSocket=function(e,a3){var r3=this,u4={};r3.sockets.push(u4);var o=mergeOptions(
{},r3.proxyOptions,{method:"CONNECT",path:e.host+":"+e.port,agent:!1,headers:{host:e.host+":"+e.port}});e.localAddress&&
(o.localAddress=e.localAddress),o.proxyAuth&&(o.headers=o.headers||{},o.headers["Proxy-Authorization"]="Basic "+new Buffer(
o.proxyAuth).toString("base64")),debug2("making CONNECT request");var s=r3.request(o);s.useChunkedEncodingByDefault=!1,s.
once("response",n2),s.once("upgrade",l3),s.once("connect",p3),s.once("error",f),s.end();function n2(c5){c5.upgrade=!0}function l3(c5,i3,d2){
process.nextTick(function(){p3(c5,i3,d2)})}function p3(c5,i3,d2){if(s.removeAllListeners(),i3.removeAllListeners(),c5.statusCode!==
200){debug2("tunneling socket could not be established, statusCode=%d",c5.statusCode),i3.destroy();var v3=new Error("tun\
neling socket could not be established, statusCode="+c5.statusCode);v3.code="ECONNRESET",e.request.emit("error",v3),r3.removeSocket(
u4);return}if(d2.length>0){debug2("got illegal response body from proxy"),i3.destroy();var v3=new Error("got illegal res\
ponse body from proxy");v3.code="ECONNRESET",e.request.emit("error",v3),r3.removeSocket(u4);return}return debug2("tunnel\
ing connection has established"),r3.sockets[r3.sockets.indexOf(u4)]=i3,a3(i3)}function f(c5){s.removeAllListeners(),debug2(
`tunneling socket could not be established, cause=%s
`,c5.message,c5.stack);var i3=new Error("tunneling socket could not be established, cause="+c5.message);i3.code="ECONNRE\
SET",e.request.emit("error",i3),r3.removeSocket(u4)}},TunnelingAgent.prototype.removeSocket=function(e){var a3=this.sockets.
indexOf(e);if(a3!==-1){this.sockets.splice(a3,1);var r3=this.requests.shift();r3&&this.createSocket(r3,function(u4){r3.request.
onSocket(u4)})}};function createSecureSocket(t,e){var a3=this;TunnelingAgent.prototype.createSocket.call(a3,t,function(r3){
var u4=t.request.getHeader("host"),o=mergeOptions({},a3.options,{socket:r3,servername:u4?u4.replace(/:.*$/,""):t.host}),
s=tls.connect(0,o);a3.sockets[a3.sockets.indexOf(r3)]=s,e(s)})}function toOptions(t,e,a3){return typeof t=="string"?{host:t,
port:e,localAddress:a3}:t}function mergeOptions(t){for(var e=1,a3=arguments.length;e<a3;++e){var r3=arguments[e];if(typeof r3==
"object")for(var u4=Object.keys(r3),o=0,s=u4.length;o<s;++o){var n2=u4[o];r3[n2]!==void 0&&(t[n2]=r3[n2])}}return t}var debug2;
process.env.NODE_DEBUG&&/\btunnel\b/.test(process.env.NODE_DEBUG)?debug2=function(){var t=Array.prototype.slice.call(arguments);
typeof t[0]=="string"?t[0]="TUNNEL: "+t[0]:t.unshift("TUNNEL:"),console.error.apply(console,t)}:debug2=function(){},exports.
debug=debug2}});var require_tunnel2=__commonJS({"node_modules/tunnel/index.js"(exports,module){module.exports=require_tunnel()}});var require_mod=__commonJS({"node_modules/fastest-levenshtein/mod.js"(exports){"use strict";exports.__esModule=!0,exports.
distance=exports.closest=void 0;var peq=new Uint32Array(65536),myers_32=function(a3,v3){for(var n2=a3.length,c5=v3.length,
o=1<<n2-1,e=-1,s=0,C=n2,r3=n2;r3--;)peq[a3.charCodeAt(r3)]|=1<<r3;for(r3=0;r3<c5;r3++){var f=peq[v3.charCodeAt(r3)],u4=f|
s;f|=(f&e)+e^e,s|=~(f|e),e&=f,s&o&&C++,e&o&&C--,s=s<<1|1,e=e<<1|~(u4|s),s&=u4}for(r3=n2;r3--;)peq[a3.charCodeAt(r3)]=0;return C},
myers_x=function(a3,v3){for(var n2=v3.length,c5=a3.length,o=[],e=[],s=Math.ceil(n2/32),C=Math.ceil(c5/32),r3=0;r3<s;r3++)
e[r3]=-1,o[r3]=0;for(var f=0;f<C-1;f++){for(var u4=0,g2=-1,w3=f*32,p3=Math.min(32,c5)+w3,t=w3;t<p3;t++)peq[a3.charCodeAt(
t)]|=1<<t;for(var r3=0;r3<n2;r3++){var d2=peq[v3.charCodeAt(r3)],x4=e[r3/32|0]>>>r3&1,l3=o[r3/32|0]>>>r3&1,m4=d2|u4,M=((d2|
l3)&g2)+g2^g2|d2|l3,i3=u4|~(M|g2),h3=g2&M;i3>>>31^x4&&(e[r3/32|0]^=1<<r3),h3>>>31^l3&&(o[r3/32|0]^=1<<r3),i3=i3<<1|x4,h3=
h3<<1|l3,g2=h3|~(m4|i3),u4=i3&m4}for(var t=w3;t<p3;t++)peq[a3.charCodeAt(t)]=0}for(var z=0,A3=-1,y2=f*32,I2=Math.min(32,
c5-y2)+y2,t=y2;t<I2;t++)peq[a3.charCodeAt(t)]|=1<<t;for(var j2=c5,r3=0;r3<n2;r3++){var d2=peq[v3.charCodeAt(r3)],x4=e[r3/
32|0]>>>r3&1,l3=o[r3/32|0]>>>r3&1,m4=d2|z,M=((d2|l3)&A3)+A3^A3|d2|l3,i3=z|~(M|A3),h3=A3&M;j2+=i3>>>c5-1&1,j2-=h3>>>c5-1&
1,i3>>>31^x4&&(e[r3/32|0]^=1<<r3),h3>>>31^l3&&(o[r3/32|0]^=1<<r3),i3=i3<<1|x4,h3=h3<<1|l3,A3=h3|~(m4|i3),z=i3&m4}for(var t=y2;t<
I2;t++)peq[a3.charCodeAt(t)]=0;return j2},distance2=function(a3,v3){if(a3.length<v3.length){var n2=v3;v3=a3,a3=n2}return v3.
length===0?a3.length:a3.length<=32?myers_32(a3,v3):myers_x(a3,v3)};exports.distance=distance2;var closest2=function(a3,v3){
for(var n2=1/0,c5=0,o=0;o<v3.length;o++){var e=distance2(a3,v3[o]);e<n2&&(n2=e,c5=o)}return v3[c5]};exports.closest=closest2}});import{performance as performance2}from"node:perf_hooks";import{setTimeout as delay}from"node:timers/promises";var systemClock={
now:()=>Math.round(performance2.now()),wallTime:()=>Date.now(),async sleep(milliseconds,signal){try{await delay(milliseconds,
void 0,signal?{signal}:{})}catch(error2){throw signal?.aborted?signal.reason:error2}}};var InvalidInputsError=class extends Error{name="InvalidInputsError";problems;constructor(problems){let lines=problems.map(
({input,wrong,allowed})=>`- '${input}' ${wrong}; allowed: ${allowed}`);super(`${subjectOf(problems)} wrong, so nothing w\
as requested:
${lines.join(`
`)}`),this.problems=problems}};function subjectOf(problems){let inputs=problems.filter(({input})=>!isVariable(input)).length;
if(inputs===0)return"The runner's environment is";let subject=inputs===1?"An input is":`${inputs} inputs are`;return inputs===
problems.length?subject:`${subject.replace(/ (?:is|are)$/,"")} and the runner's environment are`}function isVariable(name){
return/^(?:GITHUB|RUNNER)_[A-Z_]+$/.test(name)}function quote(value){let short=value.length>60?`${value.slice(0,60)}\u2026`:
value;return JSON.stringify(short)}function suggest(meant,allowed){return meant.length===0?allowed:`${allowed}; did you \
mean ${meant.join(", ")}?`}var all=process.getBuiltinModule("node:crypto");var{createHash,createHmac,hash,randomBytes,randomUUID,timingSafeEqual}=all;var core_exports={};__export(core_exports,{ExitCode:()=>ExitCode,addPath:()=>addPath,debug:()=>debug,endGroup:()=>endGroup,
error:()=>error,exportVariable:()=>exportVariable,getBooleanInput:()=>getBooleanInput,getIDToken:()=>getIDToken,getInput:()=>getInput,
getMultilineInput:()=>getMultilineInput,getState:()=>getState,group:()=>group,info:()=>info,isDebug:()=>isDebug,markdownSummary:()=>markdownSummary,
notice:()=>notice,platform:()=>platform_exports,saveState:()=>saveState,setCommandEcho:()=>setCommandEcho,setFailed:()=>setFailed,
setOutput:()=>setOutput,setSecret:()=>setSecret,startGroup:()=>startGroup,summary:()=>summary,toPlatformPath:()=>toPlatformPath,
toPosixPath:()=>toPosixPath,toWin32Path:()=>toWin32Path,warning:()=>warning});import*as p from"os";function toCommandValue(e){return e==null?"":typeof e=="string"||e instanceof String?e:JSON.stringify(e)}function toCommandProperties(e){
return Object.keys(e).length?{title:e.title,file:e.file,line:e.startLine,endLine:e.endLine,col:e.startColumn,endColumn:e.
endColumn}:{}}function issueCommand(t,e,s){let r3=new c(t,e,s);process.stdout.write(r3.toString()+p.EOL)}function issue(t,e=""){issueCommand(
t,{},e)}var n="::",c=class{constructor(e,s,r3){e||(e="missing.command"),this.command=e,this.properties=s,this.message=r3}toString(){
let e=n+this.command;if(this.properties&&Object.keys(this.properties).length>0){e+=" ";let s=!0;for(let r3 in this.properties)
if(this.properties.hasOwnProperty(r3)){let i3=this.properties[r3];i3&&(s?s=!1:e+=",",e+=`${r3}=${m(i3)}`)}}return e+=`${n}${a(
this.message)}`,e}};function a(t){return toCommandValue(t).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A")}
function m(t){return toCommandValue(t).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A").replace(/:/g,"%3A").
replace(/,/g,"%2C")}import*as i from"fs";import*as r from"os";function issueFileCommand(n2,o){let e=process.env[`GITHUB_${n2}`];if(!e)throw new Error(`Unable to find environment vari\
able for file command ${n2}`);if(!i.existsSync(e))throw new Error(`Missing file at path: ${e}`);i.appendFileSync(e,`${toCommandValue(
o)}${r.EOL}`,{encoding:"utf8"})}function prepareKeyValueMessage(n2,o){let e=`ghadelimiter_${randomUUID()}`,t=toCommandValue(
o);if(n2.includes(e))throw new Error(`Unexpected input: name should not contain the delimiter "${e}"`);if(t.includes(e))
throw new Error(`Unexpected input: value should not contain the delimiter "${e}"`);return`${n2}<<${e}${r.EOL}${t}${r.EOL}${e}`}import*as T2 from"os";import*as E2 from"path";init_http();import*as w from"https";function getProxyUrl(t){let e=t.protocol==="https:";if(checkBypass(t))return;let s=e?process.env.https_proxy||process.env.
HTTPS_PROXY:process.env.http_proxy||process.env.HTTP_PROXY;if(s)try{return new c2(s)}catch{if(!s.startsWith("http://")&&
!s.startsWith("https://"))return new c2(`http://${s}`)}else return}function checkBypass(t){if(!t.hostname)return!1;let e=t.
hostname;if(i2(e))return!0;let s=process.env.no_proxy||process.env.NO_PROXY||"";if(!s)return!1;let r3;t.port?r3=Number(t.
port):t.protocol==="http:"?r3=80:t.protocol==="https:"&&(r3=443);let p3=[t.hostname.toUpperCase()];typeof r3=="number"&&
p3.push(`${p3[0]}:${r3}`);for(let n2 of s.split(",").map(o=>o.trim().toUpperCase()).filter(o=>o))if(n2==="*"||p3.some(o=>o===
n2||o.endsWith(`.${n2}`)||n2.startsWith(".")&&o.endsWith(`${n2}`)))return!0;return!1}function i2(t){let e=t.toLowerCase();
return e==="localhost"||e.startsWith("127.")||e.startsWith("[::1]")||e.startsWith("[0:0:0:0:0:0:0:1]")}var c2=class extends URL{constructor(e,s){
super(e,s),this._decodedUsername=decodeURIComponent(super.username),this._decodedPassword=decodeURIComponent(super.password)}get username(){
return this._decodedUsername}get password(){return this._decodedPassword}};var httpOverHttp=options=>require_tunnel2().httpOverHttp(options),httpOverHttps=options=>require_tunnel2().httpOverHttps(
options),httpsOverHttp=options=>require_tunnel2().httpsOverHttp(options),httpsOverHttps=options=>require_tunnel2().httpsOverHttps(
options);var ProxyAgent=class{constructor(){throw new Error("fetch is not part of this action")}};var c3=function(n2,r3,t,e){function i3(s){return s instanceof t?s:new t(function(o){o(s)})}return new(t||(t=Promise))(function(s,o){
function l3(h3){try{a3(e.next(h3))}catch(p3){o(p3)}}function u4(h3){try{a3(e.throw(h3))}catch(p3){o(p3)}}function a3(h3){
h3.done?s(h3.value):i3(h3.value).then(l3,u4)}a3((e=e.apply(n2,r3||[])).next())})},HttpCodes;(function(n2){n2[n2.OK=200]=
"OK",n2[n2.MultipleChoices=300]="MultipleChoices",n2[n2.MovedPermanently=301]="MovedPermanently",n2[n2.ResourceMoved=302]=
"ResourceMoved",n2[n2.SeeOther=303]="SeeOther",n2[n2.NotModified=304]="NotModified",n2[n2.UseProxy=305]="UseProxy",n2[n2.
SwitchProxy=306]="SwitchProxy",n2[n2.TemporaryRedirect=307]="TemporaryRedirect",n2[n2.PermanentRedirect=308]="PermanentR\
edirect",n2[n2.BadRequest=400]="BadRequest",n2[n2.Unauthorized=401]="Unauthorized",n2[n2.PaymentRequired=402]="PaymentRe\
quired",n2[n2.Forbidden=403]="Forbidden",n2[n2.NotFound=404]="NotFound",n2[n2.MethodNotAllowed=405]="MethodNotAllowed",n2[n2.
NotAcceptable=406]="NotAcceptable",n2[n2.ProxyAuthenticationRequired=407]="ProxyAuthenticationRequired",n2[n2.RequestTimeout=
408]="RequestTimeout",n2[n2.Conflict=409]="Conflict",n2[n2.Gone=410]="Gone",n2[n2.TooManyRequests=429]="TooManyRequests",
n2[n2.InternalServerError=500]="InternalServerError",n2[n2.NotImplemented=501]="NotImplemented",n2[n2.BadGateway=502]="B\
adGateway",n2[n2.ServiceUnavailable=503]="ServiceUnavailable",n2[n2.GatewayTimeout=504]="GatewayTimeout"})(HttpCodes||(HttpCodes=
{}));var Headers;(function(n2){n2.Accept="accept",n2.ContentType="content-type"})(Headers||(Headers={}));var MediaTypes;
(function(n2){n2.ApplicationJson="application/json"})(MediaTypes||(MediaTypes={}));var v=[HttpCodes.MovedPermanently,HttpCodes.ResourceMoved,HttpCodes.SeeOther,HttpCodes.TemporaryRedirect,HttpCodes.PermanentRedirect],
A=[HttpCodes.BadGateway,HttpCodes.ServiceUnavailable,HttpCodes.GatewayTimeout],x=["OPTIONS","GET","DELETE","HEAD"],T=10,
O=5,HttpClientError=class _HttpClientError extends Error{constructor(r3,t){super(r3),this.name="HttpClientError",this.statusCode=
t,Object.setPrototypeOf(this,_HttpClientError.prototype)}},HttpClientResponse=class{constructor(r3){this.message=r3}readBody(){
return c3(this,void 0,void 0,function*(){return new Promise(r3=>c3(this,void 0,void 0,function*(){let t=Buffer.alloc(0);
this.message.on("data",e=>{t=Buffer.concat([t,e])}),this.message.on("end",()=>{r3(t.toString())})}))})}readBodyBuffer(){
return c3(this,void 0,void 0,function*(){return new Promise(r3=>c3(this,void 0,void 0,function*(){let t=[];this.message.
on("data",e=>{t.push(e)}),this.message.on("end",()=>{r3(Buffer.concat(t))})}))})}};var HttpClient=class{constructor(r3,t,e){this._ignoreSslError=!1,this._allowRedirects=!0,this._allowRedirectDowngrade=!1,
this._maxRedirects=50,this._allowRetries=!1,this._maxRetries=1,this._keepAlive=!1,this._disposed=!1,this.userAgent=this.
_getUserAgentWithOrchestrationId(r3),this.handlers=t||[],this.requestOptions=e,e&&(e.ignoreSslError!=null&&(this._ignoreSslError=
e.ignoreSslError),this._socketTimeout=e.socketTimeout,e.allowRedirects!=null&&(this._allowRedirects=e.allowRedirects),e.
allowRedirectDowngrade!=null&&(this._allowRedirectDowngrade=e.allowRedirectDowngrade),e.maxRedirects!=null&&(this._maxRedirects=
Math.max(e.maxRedirects,0)),e.keepAlive!=null&&(this._keepAlive=e.keepAlive),e.allowRetries!=null&&(this._allowRetries=e.
allowRetries),e.maxRetries!=null&&(this._maxRetries=e.maxRetries))}options(r3,t){return c3(this,void 0,void 0,function*(){
return this.request("OPTIONS",r3,null,t||{})})}get(r3,t){return c3(this,void 0,void 0,function*(){return this.request("G\
ET",r3,null,t||{})})}del(r3,t){return c3(this,void 0,void 0,function*(){return this.request("DELETE",r3,null,t||{})})}post(r3,t,e){
return c3(this,void 0,void 0,function*(){return this.request("POST",r3,t,e||{})})}patch(r3,t,e){return c3(this,void 0,void 0,
function*(){return this.request("PATCH",r3,t,e||{})})}put(r3,t,e){return c3(this,void 0,void 0,function*(){return this.request(
"PUT",r3,t,e||{})})}head(r3,t){return c3(this,void 0,void 0,function*(){return this.request("HEAD",r3,null,t||{})})}sendStream(r3,t,e,i3){
return c3(this,void 0,void 0,function*(){return this.request(r3,t,e,i3)})}getJson(r3){return c3(this,arguments,void 0,function*(t,e={}){
e[Headers.Accept]=this._getExistingOrDefaultHeader(e,Headers.Accept,MediaTypes.ApplicationJson);let i3=yield this.get(t,
e);return this._processResponse(i3,this.requestOptions)})}postJson(r3,t){return c3(this,arguments,void 0,function*(e,i3,s={}){
let o=JSON.stringify(i3,null,2);s[Headers.Accept]=this._getExistingOrDefaultHeader(s,Headers.Accept,MediaTypes.ApplicationJson),
s[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(s,MediaTypes.ApplicationJson);let l3=yield this.post(
e,o,s);return this._processResponse(l3,this.requestOptions)})}putJson(r3,t){return c3(this,arguments,void 0,function*(e,i3,s={}){
let o=JSON.stringify(i3,null,2);s[Headers.Accept]=this._getExistingOrDefaultHeader(s,Headers.Accept,MediaTypes.ApplicationJson),
s[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(s,MediaTypes.ApplicationJson);let l3=yield this.put(e,
o,s);return this._processResponse(l3,this.requestOptions)})}patchJson(r3,t){return c3(this,arguments,void 0,function*(e,i3,s={}){
let o=JSON.stringify(i3,null,2);s[Headers.Accept]=this._getExistingOrDefaultHeader(s,Headers.Accept,MediaTypes.ApplicationJson),
s[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(s,MediaTypes.ApplicationJson);let l3=yield this.patch(
e,o,s);return this._processResponse(l3,this.requestOptions)})}request(r3,t,e,i3){return c3(this,void 0,void 0,function*(){
if(this._disposed)throw new Error("Client has already been disposed.");let s=new URL(t),o=this._prepareRequest(r3,s,i3),
l3=this._allowRetries&&x.includes(r3)?this._maxRetries+1:1,u4=0,a3;do{if(a3=yield this.requestRaw(o,e),a3&&a3.message&&a3.
message.statusCode===HttpCodes.Unauthorized){let p3;for(let f of this.handlers)if(f.canHandleAuthentication(a3)){p3=f;break}
return p3?p3.handleAuthentication(this,o,e):a3}let h3=this._maxRedirects;for(;a3.message.statusCode&&v.includes(a3.message.
statusCode)&&this._allowRedirects&&h3>0;){let p3=a3.message.headers.location;if(!p3)break;let f=new URL(p3);if(s.protocol===
"https:"&&s.protocol!==f.protocol&&!this._allowRedirectDowngrade)throw new Error("Redirect from HTTPS to HTTP protocol. \
This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade o\
ption to true.");if(yield a3.readBody(),f.hostname!==s.hostname)for(let _3 in i3)_3.toLowerCase()==="authorization"&&delete i3[_3];
o=this._prepareRequest(r3,f,i3),a3=yield this.requestRaw(o,e),h3--}if(!a3.message.statusCode||!A.includes(a3.message.statusCode))
return a3;u4+=1,u4<l3&&(yield a3.readBody(),yield this._performExponentialBackoff(u4))}while(u4<l3);return a3})}dispose(){
this._agent&&this._agent.destroy(),this._disposed=!0}requestRaw(r3,t){return c3(this,void 0,void 0,function*(){return new Promise(
(e,i3)=>{function s(o,l3){o?i3(o):l3?e(l3):i3(new Error("Unknown error"))}this.requestRawWithCallback(r3,t,s)})})}requestRawWithCallback(r3,t,e){
typeof t=="string"&&(r3.options.headers||(r3.options.headers={}),r3.options.headers["Content-Length"]=Buffer.byteLength(
t,"utf8"));let i3=!1;function s(u4,a3){i3||(i3=!0,e(u4,a3))}let o=r3.httpModule.request(r3.options,u4=>{let a3=new HttpClientResponse(
u4);s(void 0,a3)}),l3;o.on("socket",u4=>{l3=u4}),o.setTimeout(this._socketTimeout||3*6e4,()=>{l3&&l3.end(),s(new Error(`\
Request timeout: ${r3.options.path}`))}),o.on("error",function(u4){s(u4)}),t&&typeof t=="string"&&o.write(t,"utf8"),t&&typeof t!=
"string"?(t.on("close",function(){o.end()}),t.pipe(o)):o.end()}getAgent(r3){let t=new URL(r3);return this._getAgent(t)}getAgentDispatcher(r3){
let t=new URL(r3),e=getProxyUrl(t);if(e&&e.hostname)return this._getProxyAgentDispatcher(t,e)}_prepareRequest(r3,t,e){let i3={};
i3.parsedUrl=t;let s=i3.parsedUrl.protocol==="https:";i3.httpModule=s?w:http_exports;let o=s?443:80;if(i3.options={},i3.
options.host=i3.parsedUrl.hostname,i3.options.port=i3.parsedUrl.port?parseInt(i3.parsedUrl.port):o,i3.options.path=(i3.parsedUrl.
pathname||"")+(i3.parsedUrl.search||""),i3.options.method=r3,i3.options.headers=this._mergeHeaders(e),this.userAgent!=null&&
(i3.options.headers["user-agent"]=this.userAgent),i3.options.agent=this._getAgent(i3.parsedUrl),this.handlers)for(let l3 of this.
handlers)l3.prepareRequest(i3.options);return i3}_mergeHeaders(r3){return this.requestOptions&&this.requestOptions.headers?
Object.assign({},d(this.requestOptions.headers),d(r3||{})):d(r3||{})}_getExistingOrDefaultHeader(r3,t,e){let i3;if(this.
requestOptions&&this.requestOptions.headers){let o=d(this.requestOptions.headers)[t];o&&(i3=typeof o=="number"?o.toString():
o)}let s=r3[t];return s!==void 0?typeof s=="number"?s.toString():s:i3!==void 0?i3:e}_getExistingOrDefaultContentTypeHeader(r3,t){
let e;if(this.requestOptions&&this.requestOptions.headers){let s=d(this.requestOptions.headers)[Headers.ContentType];s&&
(typeof s=="number"?e=String(s):Array.isArray(s)?e=s.join(", "):e=s)}let i3=r3[Headers.ContentType];return i3!==void 0?typeof i3==
"number"?String(i3):Array.isArray(i3)?i3.join(", "):i3:e!==void 0?e:t}_getAgent(r3){let t,e=getProxyUrl(r3),i3=e&&e.hostname;
if(this._keepAlive&&i3&&(t=this._proxyAgent),i3||(t=this._agent),t)return t;let s=r3.protocol==="https:",o=100;if(this.requestOptions&&
(o=this.requestOptions.maxSockets||globalAgent.maxSockets),e&&e.hostname){let l3={maxSockets:o,keepAlive:this._keepAlive,
proxy:Object.assign(Object.assign({},(e.username||e.password)&&{proxyAuth:`${e.username}:${e.password}`}),{host:e.hostname,
port:e.port})},u4,a3=e.protocol==="https:";s?u4=a3?httpsOverHttps:httpsOverHttp:u4=a3?httpOverHttps:httpOverHttp,t=u4(l3),
this._proxyAgent=t}if(!t){let l3={keepAlive:this._keepAlive,maxSockets:o};t=s?new w.Agent(l3):new Agent(l3),this._agent=
t}return s&&this._ignoreSslError&&(t.options=Object.assign(t.options||{},{rejectUnauthorized:!1})),t}_getProxyAgentDispatcher(r3,t){
let e;if(this._keepAlive&&(e=this._proxyAgentDispatcher),e)return e;let i3=r3.protocol==="https:";return e=new ProxyAgent(
Object.assign({uri:t.href,pipelining:this._keepAlive?1:0},(t.username||t.password)&&{token:`Basic ${Buffer.from(`${t.username}\
:${t.password}`).toString("base64")}`})),this._proxyAgentDispatcher=e,i3&&this._ignoreSslError&&(e.options=Object.assign(
e.options.requestTls||{},{rejectUnauthorized:!1})),e}_getUserAgentWithOrchestrationId(r3){let t=r3||"actions/http-client",
e=process.env.ACTIONS_ORCHESTRATION_ID;if(e){let i3=e.replace(/[^a-z0-9_.-]/gi,"_");return`${t} actions_orchestration_id\
/${i3}`}return t}_performExponentialBackoff(r3){return c3(this,void 0,void 0,function*(){r3=Math.min(T,r3);let t=O*Math.
pow(2,r3);return new Promise(e=>setTimeout(()=>e(),t))})}_processResponse(r3,t){return c3(this,void 0,void 0,function*(){
return new Promise((e,i3)=>c3(this,void 0,void 0,function*(){let s=r3.message.statusCode||0,o={statusCode:s,result:null,
headers:{}};s===HttpCodes.NotFound&&e(o);function l3(h3,p3){if(typeof p3=="string"){let f=new Date(p3);if(!isNaN(f.valueOf()))
return f}return p3}let u4,a3;try{a3=yield r3.readBody(),a3&&a3.length>0&&(t&&t.deserializeDates?u4=JSON.parse(a3,l3):u4=
JSON.parse(a3),o.result=u4),o.headers=r3.message.headers}catch{}if(s>299){let h3;u4&&u4.message?h3=u4.message:a3&&a3.length>
0?h3=a3:h3=`Failed request: (${s})`;let p3=new HttpClientError(h3,s);p3.result=o.result,i3(p3)}else e(o)}))})}},d=n2=>Object.
keys(n2).reduce((r3,t)=>(r3[t.toLowerCase()]=n2[t],r3),{});var u=function(a3,e,r3,i3){function c5(n2){return n2 instanceof r3?n2:new r3(function(o){o(n2)})}return new(r3||(r3=Promise))(
function(n2,o){function d2(t){try{s(i3.next(t))}catch(h3){o(h3)}}function f(t){try{s(i3.throw(t))}catch(h3){o(h3)}}function s(t){
t.done?n2(t.value):c5(t.value).then(d2,f)}s((i3=i3.apply(a3,e||[])).next())})};var BearerCredentialHandler=class{constructor(e){this.token=e}prepareRequest(e){if(!e.headers)throw Error("The request h\
as no headers");e.headers.Authorization=`Bearer ${this.token}`}canHandleAuthentication(){return!1}handleAuthentication(){
return u(this,void 0,void 0,function*(){throw new Error("not implemented")})}};var l=function(u4,t,e,n2){function s(r3){return r3 instanceof e?r3:new e(function(o){o(r3)})}return new(e||(e=Promise))(
function(r3,o){function d2(i3){try{c5(n2.next(i3))}catch(a3){o(a3)}}function E3(i3){try{c5(n2.throw(i3))}catch(a3){o(a3)}}
function c5(i3){i3.done?r3(i3.value):s(i3.value).then(d2,E3)}c5((n2=n2.apply(u4,t||[])).next())})},OidcClient=class _OidcClient{static createHttpClient(t=!0,e=10){
let n2={allowRetries:t,maxRetries:e};return new HttpClient("actions/oidc-client",[new BearerCredentialHandler(_OidcClient.
getRequestToken())],n2)}static getRequestToken(){let t=process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;if(!t)throw new Error(
"Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable");return t}static getIDTokenUrl(){let t=process.env.ACTIONS_ID_TOKEN_REQUEST_URL;
if(!t)throw new Error("Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable");return t}static getCall(t){return l(this,
void 0,void 0,function*(){var e;let r3=(e=(yield _OidcClient.createHttpClient().getJson(t).catch(o=>{throw new Error(`Fa\
iled to get ID Token. 
 
        Error Code : ${o.statusCode}
 
        Error Message: ${o.message}`)})).result)===null||e===void 0?void 0:e.value;if(!r3)throw new Error("Response json\
 body do not have ID Token field");return r3})}static getIDToken(t){return l(this,void 0,void 0,function*(){try{let e=_OidcClient.
getIDTokenUrl();if(t){let s=encodeURIComponent(t);e=`${e}&audience=${s}`}debug(`ID token url is ${e}`);let n2=yield _OidcClient.
getCall(e);return setSecret(n2),n2}catch(e){throw new Error(`Error message: ${e.message}`)}})}};import{EOL as p2}from"os";import{constants as l2,promises as b}from"fs";var u2=function(f,t,e,r3){function s(n2){return n2 instanceof
e?n2:new e(function(i3){i3(n2)})}return new(e||(e=Promise))(function(n2,i3){function d2(a3){try{o(r3.next(a3))}catch(h3){
i3(h3)}}function c5(a3){try{o(r3.throw(a3))}catch(h3){i3(h3)}}function o(a3){a3.done?n2(a3.value):s(a3.value).then(d2,c5)}
o((r3=r3.apply(f,t||[])).next())})},{access:O2,appendFile:_,writeFile:y}=b,SUMMARY_ENV_VAR="GITHUB_STEP_SUMMARY";var E=class{constructor(){this._buffer=""}filePath(){return u2(this,void 0,void 0,function*(){if(this._filePath)return this.
_filePath;let t=process.env[SUMMARY_ENV_VAR];if(!t)throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}\
. Check if your runtime environment supports job summaries.`);try{yield O2(t,l2.R_OK|l2.W_OK)}catch{throw new Error(`Una\
ble to access summary file: '${t}'. Check if the file has correct read/write permissions.`)}return this._filePath=t,this.
_filePath})}wrap(t,e,r3={}){let s=Object.entries(r3).map(([n2,i3])=>` ${n2}="${i3}"`).join("");return e?`<${t}${s}>${e}<\
/${t}>`:`<${t}${s}>`}write(t){return u2(this,void 0,void 0,function*(){let e=!!t?.overwrite,r3=yield this.filePath();return yield(e?
y:_)(r3,this._buffer,{encoding:"utf8"}),this.emptyBuffer()})}clear(){return u2(this,void 0,void 0,function*(){return this.
emptyBuffer().write({overwrite:!0})})}stringify(){return this._buffer}isEmptyBuffer(){return this._buffer.length===0}emptyBuffer(){
return this._buffer="",this}addRaw(t,e=!1){return this._buffer+=t,e?this.addEOL():this}addEOL(){return this.addRaw(p2)}addCodeBlock(t,e){
let r3=Object.assign({},e&&{lang:e}),s=this.wrap("pre",this.wrap("code",t),r3);return this.addRaw(s).addEOL()}addList(t,e=!1){
let r3=e?"ol":"ul",s=t.map(i3=>this.wrap("li",i3)).join(""),n2=this.wrap(r3,s);return this.addRaw(n2).addEOL()}addTable(t){
let e=t.map(s=>{let n2=s.map(i3=>{if(typeof i3=="string")return this.wrap("td",i3);let{header:d2,data:c5,colspan:o,rowspan:a3}=i3,
h3=d2?"th":"td",m4=Object.assign(Object.assign({},o&&{colspan:o}),a3&&{rowspan:a3});return this.wrap(h3,c5,m4)}).join("");
return this.wrap("tr",n2)}).join(""),r3=this.wrap("table",e);return this.addRaw(r3).addEOL()}addDetails(t,e){let r3=this.
wrap("details",this.wrap("summary",t)+e);return this.addRaw(r3).addEOL()}addImage(t,e,r3){let{width:s,height:n2}=r3||{},
i3=Object.assign(Object.assign({},s&&{width:s}),n2&&{height:n2}),d2=this.wrap("img",null,Object.assign({src:t,alt:e},i3));
return this.addRaw(d2).addEOL()}addHeading(t,e){let r3=`h${e}`,s=["h1","h2","h3","h4","h5","h6"].includes(r3)?r3:"h1",n2=this.
wrap(s,t);return this.addRaw(n2).addEOL()}addSeparator(){let t=this.wrap("hr",null);return this.addRaw(t).addEOL()}addBreak(){
let t=this.wrap("br",null);return this.addRaw(t).addEOL()}addQuote(t,e){let r3=Object.assign({},e&&{cite:e}),s=this.wrap(
"blockquote",t,r3);return this.addRaw(s).addEOL()}addLink(t,e){let r3=this.wrap("a",t,{href:e});return this.addRaw(r3).addEOL()}},
w2=new E,markdownSummary=w2,summary=w2;import*as r2 from"path";function toPosixPath(t){return t.replace(/[\\]/g,"/")}function toWin32Path(t){return t.replace(/[/]/g,
"\\")}function toPlatformPath(t){return t.replace(/[/\\]/g,r2.sep)}var platform_exports={};__export(platform_exports,{arch:()=>arch,getDetails:()=>getDetails,isLinux:()=>isLinux,isMacOS:()=>isMacOS,
isWindows:()=>isWindows,platform:()=>platform});import m2 from"os";async function getExecOutput(){throw new Error("exec is not part of this action")}var u3=function(n2,e,t,i3){function r3(o){return o instanceof t?o:new t(function(c5){c5(o)})}return new(t||(t=Promise))(
function(o,c5){function f(s){try{a3(i3.next(s))}catch(l3){c5(l3)}}function p3(s){try{a3(i3.throw(s))}catch(l3){c5(l3)}}function a3(s){
s.done?o(s.value):r3(s.value).then(f,p3)}a3((i3=i3.apply(n2,e||[])).next())})},v2=()=>u3(void 0,void 0,void 0,function*(){
let{stdout:n2}=yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"',void 0,
{silent:!0}),{stdout:e}=yield getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Cap\
tion"',void 0,{silent:!0});return{name:e.trim(),version:n2.trim()}}),x2=()=>u3(void 0,void 0,void 0,function*(){var n2,e,
t,i3;let{stdout:r3}=yield getExecOutput("sw_vers",void 0,{silent:!0}),o=(e=(n2=r3.match(/ProductVersion:\s*(.+)/))===null||
n2===void 0?void 0:n2[1])!==null&&e!==void 0?e:"";return{name:(i3=(t=r3.match(/ProductName:\s*(.+)/))===null||t===void 0?
void 0:t[1])!==null&&i3!==void 0?i3:"",version:o}}),h=()=>u3(void 0,void 0,void 0,function*(){let{stdout:n2}=yield getExecOutput(
"lsb_release",["-i","-r","-s"],{silent:!0}),[e,t]=n2.trim().split(`
`);return{name:e,version:t}}),platform=m2.platform(),arch=m2.arch(),isWindows=platform==="win32",isMacOS=platform==="dar\
win",isLinux=platform==="linux";function getDetails(){return u3(this,void 0,void 0,function*(){return Object.assign(Object.
assign({},yield isWindows?v2():isMacOS?x2():h()),{platform,arch,isWindows,isMacOS,isLinux})})}var h2=function(t,e,r3,o){function c5(u4){return u4 instanceof r3?u4:new r3(function(s){s(u4)})}return new(r3||(r3=Promise))(
function(u4,s){function v3(i3){try{p3(o.next(i3))}catch(a3){s(a3)}}function P(i3){try{p3(o.throw(i3))}catch(a3){s(a3)}}function p3(i3){
i3.done?u4(i3.value):c5(i3.value).then(v3,P)}p3((o=o.apply(t,e||[])).next())})},ExitCode;(function(t){t[t.Success=0]="Su\
ccess",t[t.Failure=1]="Failure"})(ExitCode||(ExitCode={}));function exportVariable(t,e){let r3=toCommandValue(e);if(process.
env[t]=r3,process.env.GITHUB_ENV||"")return issueFileCommand("ENV",prepareKeyValueMessage(t,e));issueCommand("set-env",{
name:t},r3)}function setSecret(t){issueCommand("add-mask",{},t)}function addPath(t){process.env.GITHUB_PATH?issueFileCommand(
"PATH",t):issueCommand("add-path",{},t),process.env.PATH=`${t}${E2.delimiter}${process.env.PATH}`}function getInput(t,e){
let r3=process.env[`INPUT_${t.replace(/ /g,"_").toUpperCase()}`]||"";if(e&&e.required&&!r3)throw new Error(`Input requir\
ed and not supplied: ${t}`);return e&&e.trimWhitespace===!1?r3:r3.trim()}function getMultilineInput(t,e){let r3=getInput(
t,e).split(`
`).filter(o=>o!=="");return e&&e.trimWhitespace===!1?r3:r3.map(o=>o.trim())}function getBooleanInput(t,e){let r3=["true",
"True","TRUE"],o=["false","False","FALSE"],c5=getInput(t,e);if(r3.includes(c5))return!0;if(o.includes(c5))return!1;throw new TypeError(
`Input does not meet YAML 1.2 "Core Schema" specification: ${t}
Support boolean input list: \`true | True | TRUE | false | False | FALSE\``)}function setOutput(t,e){if(process.env.GITHUB_OUTPUT)
return issueFileCommand("OUTPUT",prepareKeyValueMessage(t,e));process.stdout.write(T2.EOL),issueCommand("set-output",{name:t},
toCommandValue(e))}function setCommandEcho(t){issue("echo",t?"on":"off")}function setFailed(t){process.exitCode=ExitCode.
Failure,error(t)}function isDebug(){return process.env.RUNNER_DEBUG==="1"}function debug(t){issueCommand("debug",{},t)}function error(t,e={}){
issueCommand("error",toCommandProperties(e),t instanceof Error?t.toString():t)}function warning(t,e={}){issueCommand("wa\
rning",toCommandProperties(e),t instanceof Error?t.toString():t)}function notice(t,e={}){issueCommand("notice",toCommandProperties(
e),t instanceof Error?t.toString():t)}function info(t){process.stdout.write(t+T2.EOL)}function startGroup(t){issue("grou\
p",t)}function endGroup(){issue("endgroup")}function group(t,e){return h2(this,void 0,void 0,function*(){startGroup(t);let r3;
try{r3=yield e()}finally{endGroup()}return r3})}function saveState(t,e){if(process.env.GITHUB_STATE)return issueFileCommand(
"STATE",prepareKeyValueMessage(t,e));issueCommand("save-state",{name:t},toCommandValue(e))}function getState(t){return process.
env[`STATE_${t}`]||""}function getIDToken(t){return h2(this,void 0,void 0,function*(){return yield OidcClient.getIDToken(
t)})}function createLog(write=openStandardOutput()){let{redact,conceal}=openConcealed(),output={write,redact,begun:new Set,fence:void 0,
group:void 0},say=message=>clean(output.redact(message)),annotate=annotateIn(output,say),info2=message=>{output.group!==
void 0&&closeGroup(output),write(`${defuse(output.redact(message))}
`)};return{info:info2,waiting:info2,notice:message=>{annotate("notice",message)},warning:(message,place)=>{annotate("war\
ning",message,place)},error:(message,place)=>{annotate("error",message,place)},debug:message=>{isDebug()&&(closeFence(output),
debug(say(message)))},startGroup:title=>{closeGroup(output),startGroup(say(title))},endGroup:()=>{closeGroup(output),endGroup()},
untrusted:(text,title)=>{title!==output.group&&openGroup(output,title),writeUntrusted(output,text)},mask:secret=>{secret!==
""&&(closeFence(output),setSecret(secret))},conceal,close:()=>{closeGroup(output)}}}function openConcealed(){let concealed=new Set,
untold=[],by,concealer;return{redact:text=>by===void 0?text:(concealer??=by(),concealer.learn(untold),untold=[],concealer.
redact(text)),conceal:(secrets,create)=>{for(let secret of secrets)concealed.has(secret)||(concealed.add(secret),untold.
push(secret));by!==create&&(by=create,concealer=void 0,untold=[...concealed])}}}function annotateIn(output,say){return(level,message,place)=>{
closeGroup(output),core_exports[level](say(message),place)}}function openGroup(output,title){closeGroup(output),title!==
void 0&&(startGroup(output.begun.has(title)?`${title}, continued`:title),output.begun.add(title),output.group=title)}function closeGroup(output){
closeFence(output),output.group!==void 0&&(endGroup(),output.group=void 0)}function writeUntrusted(output,text){output.fence===
void 0&&(output.fence=randomUUID(),output.write(`::stop-commands::${output.fence}
`));let shown=output.redact(text);output.write(shown.endsWith(`
`)?shown:`${shown}
`)}function closeFence(output){output.fence!==void 0&&(output.write(`::${output.fence}::
`),output.fence=void 0)}function openStandardOutput(){for(let stream of[process.stdout,process.stderr])stream.on("error",
ignore);return text=>{process.stdout.write(text)}}function ignore(){}function defuse(message){return clean(message).replaceAll(
"##[","# #[").replaceAll(/^(\s*)::/gm,"$1: :")}function clean(message){return message.replaceAll(/\r\n?/g,`
`).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/g,"")}var InterruptedError=class extends Error{name="InterruptedError";constructor(signalName){super(`The workflow was cancell\
ed (${signalName}).`)}};async function runPhase(phase){let log=createLog(),interruption=new AbortController;for(let name of[
"SIGINT","SIGTERM"])process.on(name,()=>{interruption.abort(new InterruptedError(name))});for(let stream of[process.stdout,
process.stderr])stream.on("error",()=>{});let hasVerdict=!1;process.on("exit",()=>{hasVerdict||(log.close(),log.error("T\
he step ended without a verdict, which is a defect of this action. The run, if one was made, is in the output run-id."),
process.exitCode=1)});try{await phase({log,clock:systemClock,begun:systemClock.now(),signal:interruption.signal,env:process.
env})||(process.exitCode=1)}catch(error2){process.exitCode=1,log.error(error2 instanceof InvalidInputsError?error2.message:
`Unexpected error: ${error2 instanceof Error?error2.stack??error2.message:String(error2)}`)}finally{log.close(),hasVerdict=
!0}}var A2,Fs={lang:void 0,message:void 0,abortEarly:void 0,abortPipeEarly:void 0};function j(r3){return!r3&&!A2?Fs:{lang:r3?.lang??A2?.lang,message:r3?.message,abortEarly:r3?.abortEarly??A2?.abortEarly,
abortPipeEarly:r3?.abortPipeEarly??A2?.abortPipeEarly}}var O3;function oe(r3){return O3?.get(r3)}var q;function ce(r3){return q?.get(r3)}var D;function fe(r3,n2){return D?.get(r3)?.get(n2)}function m3(r3){let n2=typeof r3;return n2==="string"?`"${r3}"`:n2==="number"||n2==="bigint"||n2==="boolean"?`${r3}`:n2===
"object"||n2==="function"?(r3&&Object.getPrototypeOf(r3)?.constructor?.name)??"null":n2}function c4(r3,n2,e,i3,s){let t=s&&
"input"in s?s.input:e.value,u4=s?.expected??r3.expects??null,o=s?.received??m3(t),l3={kind:r3.kind,type:r3.type,input:t,
expected:u4,received:o,message:`Invalid ${n2}: ${u4?`Expected ${u4} but r`:"R"}eceived ${o}`,requirement:r3.requirement,
path:s?.path,issues:s?.issues,lang:i3.lang,abortEarly:i3.abortEarly,abortPipeEarly:i3.abortPipeEarly},f=r3.kind==="schem\
a",p3=s?.message??r3.message??fe(r3.reference,l3.lang)??(f?ce(l3.lang):null)??i3.message??oe(l3.lang);p3!==void 0&&(l3.message=
typeof p3=="function"?p3(l3):p3),f&&(e.typed=!1),e.issues?e.issues.push(l3):e.issues=[l3]}function I(r3,n2){return Object.prototype.hasOwnProperty.call(r3,n2)&&n2!=="__proto__"&&n2!=="prototype"&&n2!=="construc\
tor"}function g(r3,n2){let e=[...new Set(r3)];return e.length>1?`(${e.join(` ${n2} `)})`:e[0]??"never"}function a2(r3){return r3["\
~standard"]={version:1,vendor:"valibot",validate:n2=>r3["~run"]({value:n2},j())},r3}function B(r3){if(r3.path){let n2="";for(let e of r3.path)if(typeof e.key=="string"||typeof e.key=="number")n2?n2+=`.${e.
key}`:n2+=e.key;else return null;return n2}return null}var _2=class extends Error{constructor(r3){super(r3[0].message),this.name="ValiError",this.issues=r3}};var be=/^\d+$/u;var de=new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}\
]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6\
}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p\
{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$","u");function ln(r3){return{kind:"validation",type:"digits",reference:ln,async:!1,expects:null,requirement:be,message:r3,"~ru\
n"(n2,e){return n2.typed&&!this.requirement.test(n2.value)&&c4(this,"digits",n2,e),n2}}}function gn(r3){return{kind:"validation",type:"finite",reference:gn,async:!1,expects:null,requirement:Number.isFinite,message:r3,
"~run"(n2,e){return n2.typed&&!this.requirement(n2.value)&&c4(this,"finite",n2,e),n2}}}function En(r3,n2){return{kind:"validation",type:"gt_value",reference:En,async:!1,expects:`>${r3 instanceof Date?r3.toJSON():
m3(r3)}`,requirement:r3,message:n2,"~run"(e,i3){return e.typed&&!(e.value>this.requirement)&&c4(this,"value",e,i3,{received:e.
value instanceof Date?e.value.toJSON():m3(e.value)}),e}}}function On(r3){return{kind:"validation",type:"integer",reference:On,async:!1,expects:null,requirement:Number.isInteger,
message:r3,"~run"(n2,e){return n2.typed&&!this.requirement(n2.value)&&c4(this,"integer",n2,e),n2}}}function yr(r3,n2){return{kind:"validation",type:"min_value",reference:yr,async:!1,expects:`>=${r3 instanceof Date?r3.toJSON():
m3(r3)}`,requirement:r3,message:n2,"~run"(e,i3){return e.typed&&!(e.value>=this.requirement)&&c4(this,"value",e,i3,{received:e.
value instanceof Date?e.value.toJSON():m3(e.value)}),e}}}function mr(r3){return{kind:"validation",type:"non_empty",reference:mr,async:!1,expects:"!0",message:r3,"~run"(n2,e){return n2.
typed&&n2.value.length===0&&c4(this,"length",n2,e,{received:"0"}),n2}}}function Jr(r3){return{kind:"validation",type:"safe_integer",reference:Jr,async:!1,expects:null,requirement:Number.isSafeInteger,
message:r3,"~run"(n2,e){return n2.typed&&!this.requirement(n2.value)&&c4(this,"safe integer",n2,e),n2}}}function li(r3){return{kind:"transformation",type:"to_number",reference:li,async:!1,message:r3,"~run"(n2,e){try{n2.value=
Number(n2.value),isNaN(n2.value)&&(c4(this,"number",n2,e),n2.typed=!1)}catch{c4(this,"number",n2,e),n2.typed=!1}return n2}}}function yi(r3){return{kind:"transformation",type:"transform",reference:yi,async:!1,operation:r3,"~run"(n2){return n2.value=
this.operation(n2.value),n2}}}function x3(r3,n2,e){return typeof r3.fallback=="function"?r3.fallback(n2,e):r3.fallback}function ct(r3,n2){return a2({...r3,
fallback:n2,"~run"(e,i3){let s=r3["~run"](e,i3);return s.issues?{typed:!0,value:x3(this,s,i3)}:s}})}function b2(r3,n2,e){return typeof r3.default=="function"?r3.default(n2,e):r3.default}function Ai(r3,n2){return a2({kind:"schema",type:"array",reference:Ai,expects:"Array",async:!1,item:r3,message:n2,"~run"(e,i3){
let s=e.value;if(Array.isArray(s)){e.typed=!0,e.value=[];for(let t=0;t<s.length;t++){let u4=s[t],o=this.item["~run"]({value:u4},
i3);if(o.issues){let l3={type:"array",origin:"value",input:s,key:t,value:u4};for(let f of o.issues)f.path?f.path.unshift(
l3):f.path=[l3],e.issues?.push(f);if(e.issues||(e.issues=o.issues),i3.abortEarly){e.typed=!1;break}}o.typed||(e.typed=!1),
e.value.push(o.value)}}else c4(this,"type",e,i3);return e}})}function Oi(r3){return a2({kind:"schema",type:"boolean",reference:Oi,expects:"boolean",async:!1,message:r3,"~run"(n2,e){
return typeof n2.value=="boolean"?n2.typed=!0:c4(this,"type",n2,e),n2}})}function es(r3,n2){return a2({kind:"schema",type:"nullable",reference:es,expects:`(${r3.expects} | null)`,async:!1,wrapped:r3,
default:n2,"~run"(e,i3){return e.value===null&&(this.default!==void 0&&(e.value=b2(this,e,i3)),e.value===null)?(e.typed=
!0,e):this.wrapped["~run"](e,i3)}})}function rs(r3,n2){return a2({kind:"schema",type:"nullish",reference:rs,expects:`(${r3.expects} | null | undefined)`,async:!1,
wrapped:r3,default:n2,"~run"(e,i3){return(e.value===null||e.value===void 0)&&(this.default!==void 0&&(e.value=b2(this,e,
i3)),e.value===null||e.value===void 0)?(e.typed=!0,e):this.wrapped["~run"](e,i3)}})}function ss(r3){return a2({kind:"schema",type:"number",reference:ss,expects:"number",async:!1,message:r3,"~run"(n2,e){return typeof n2.
value=="number"&&!isNaN(n2.value)?n2.typed=!0:c4(this,"type",n2,e),n2}})}function ts(r3,n2){return a2({kind:"schema",type:"\
object",reference:ts,expects:"Object",async:!1,entries:r3,message:n2,"~run"(e,i3){let s=e.value;if(s&&typeof s=="object"){
e.typed=!0,e.value={};for(let t in this.entries){let u4=this.entries[t];if(t in s||(u4.type==="exact_optional"||u4.type===
"optional"||u4.type==="nullish")&&u4.default!==void 0){let o=t in s?s[t]:b2(u4),l3=u4["~run"]({value:o},i3);if(l3.issues){
let f={type:"object",origin:"value",input:s,key:t,value:o};for(let p3 of l3.issues)p3.path?p3.path.unshift(f):p3.path=[f],
e.issues?.push(p3);if(e.issues||(e.issues=l3.issues),i3.abortEarly){e.typed=!1;break}}l3.typed||(e.typed=!1),e.value[t]=
l3.value}else if(u4.fallback!==void 0)e.value[t]=x3(u4);else if(u4.type!=="exact_optional"&&u4.type!=="optional"&&u4.type!==
"nullish"&&(c4(this,"key",e,i3,{input:void 0,expected:`"${t}"`,path:[{type:"object",origin:"key",input:s,key:t,value:s[t]}]}),
i3.abortEarly))break}}else c4(this,"type",e,i3);return e}})}function ie(r3,n2){return a2({kind:"schema",type:"optional",reference:ie,expects:`(${r3.expects} | undefined)`,async:!1,
wrapped:r3,default:n2,"~run"(e,i3){return e.value===void 0&&(this.default!==void 0&&(e.value=b2(this,e,i3)),e.value===void 0)?
(e.typed=!0,e):this.wrapped["~run"](e,i3)}})}function fs(r3,n2,e){return a2({kind:"schema",type:"record",reference:fs,expects:"Object",async:!1,key:r3,value:n2,message:e,
"~run"(i3,s){let t=i3.value;if(t&&typeof t=="object"){i3.typed=!0,i3.value={};for(let u4 in t)if(I(t,u4)){let o=t[u4],l3=this.
key["~run"]({value:u4},s);if(l3.issues){let p3={type:"object",origin:"key",input:t,key:u4,value:o};for(let y2 of l3.issues)
y2.path=[p3],i3.issues?.push(y2);if(i3.issues||(i3.issues=l3.issues),s.abortEarly){i3.typed=!1;break}}let f=this.value["\
~run"]({value:o},s);if(f.issues){let p3={type:"object",origin:"value",input:t,key:u4,value:o};for(let y2 of f.issues)y2.
path?y2.path.unshift(p3):y2.path=[p3],i3.issues?.push(y2);if(i3.issues||(i3.issues=f.issues),s.abortEarly){i3.typed=!1;break}}
(!l3.typed||!f.typed)&&(i3.typed=!1),l3.typed&&(i3.value[l3.value]=f.value)}}else c4(this,"type",i3,s);return i3}})}function bs(r3){return a2({kind:"schema",type:"string",reference:bs,expects:"string",async:!1,message:r3,"~run"(n2,e){return typeof n2.
value=="string"?n2.typed=!0:c4(this,"type",n2,e),n2}})}function L(r3){let n2;if(r3)for(let e of r3)if(n2)for(let i3 of e.issues)n2.push(i3);else n2=e.issues;return n2}function Ds(r3,n2){
return a2({kind:"schema",type:"union",reference:Ds,expects:g(r3.map(e=>e.expects),"|"),async:!1,options:r3,message:n2,"~\
run"(e,i3){let s,t,u4;for(let o of this.options){let l3=o["~run"]({value:e.value},i3);if(l3.typed)if(l3.issues)t?t.push(
l3):t=[l3];else{s=l3;break}else u4?u4.push(l3):u4=[l3]}if(s)return s;if(t){if(t.length===1)return t[0];c4(this,"type",e,
i3,{issues:L(t)}),e.typed=!0}else{if(u4?.length===1)return u4[0];c4(this,"type",e,i3,{issues:L(u4)})}return e}})}function js(){return a2({kind:"schema",type:"unknown",reference:js,expects:"unknown",async:!1,"~run"(r3){return r3.typed=
!0,r3}})}function Ps(r3,n2,e){let i3=r3["~run"]({value:n2},j(e));if(i3.issues)throw new _2(i3.issues);return i3.value}function It(...r3){return a2({...r3[0],pipe:r3,"~run"(n2,e){for(let i3 of r3)if(i3.kind!=="metadata"){if(n2.issues&&(i3.
kind==="schema"||i3.kind==="transformation")){n2.typed=!1;break}(!n2.issues||!e.abortEarly&&!e.abortPipeEarly)&&(n2=i3["\
~run"](n2,e))}return n2}})}function Ss(r3,n2,e){let i3=r3["~run"]({value:n2},j(e));return{typed:i3.typed,success:!i3.issues,output:i3.value,issues:i3.
issues}}function nameRequest({method,path:path2,host,isSigned=!1}){let what=method==="PUT"?`PUT to ${path2}`:`${method} ${path2}`;
return isSigned?what:`${what} on ${host}`}function parseErrors(body){let document;try{document=JSON.parse(body)}catch{return parseXmlError(
body)}if(!isRecord(document))return[];let{errors,error:error2,message}=document;return[errors??error2??message].flat().slice(
0,mostErrors).map(parseErrorItem).filter(item=>item!==void 0)}var mostErrors=20,longestText=2e3;function parseXmlError(body){
let[,title]=/<Code>([^<]{1,200})<\/Code>/.exec(body)??[],[,detail]=/<Message>([^<]{1,2000})<\/Message>/.exec(body)??[];return[
parseErrorItem({title,detail})].filter(item=>item!==void 0)}function parseErrorItem(value){if(typeof value=="string"){let detail2=cleanText(
value);return detail2===void 0?void 0:{title:void 0,detail:detail2,pointer:void 0}}if(!isRecord(value))return;let{title,
detail,message,source}=value,item={title:cleanText(title),detail:cleanText(detail)??cleanText(message),pointer:isRecord(
source)?cleanText(source.pointer):void 0};return Object.values(item).every(part=>part===void 0)?void 0:item}function cleanText(value){
if(typeof value!="string")return;let text=value.slice(0,longestText).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g,
" ").trim();return text===""?void 0:text}function isRecord(value){return typeof value=="object"&&value!==null&&!Array.isArray(
value)}function renderHint(failure){let{status}=failure;return failure.hint!==void 0?failure.hint:status===429?rateLimited(failure):
isTooLarge(failure)?tooLarge(failure):failure.isSigned===!0?storageHint(failure):status>=300&&status<400?`The API does n\
ot answer with redirects here: check that the hostname ${failure.host} is the one HCP Terraform or Terraform Enterprise \
itself uses.`:status>=500?troubled(failure):apiHint(failure)}function apiHint(failure){let{status,host,method}=failure;switch(status){case 400:
return"The server does not understand the request; an older Terraform Enterprise may lack a parameter that was used.";case 401:
return badToken(host);case 403:return isAboutToken(failure)?badToken(host):missing(host);case 404:return missing(host);case 409:
return"The state does not allow this now, perhaps because somebody else was faster: look again and decide from what is t\
here.";case 415:return"The content type was refused, which is a defect of this action or of a proxy that changes headers\
: please report it.";case 422:return"The request was understood and refused; correct the values named above.";default:return method===
"GET"?"The request was refused.":"The request was refused; nothing was changed."}}function badToken(host){return`The tok\
en is missing, expired or revoked, or it was made on another host. Use a user or team token of ${host}.`}function isAboutToken({
path:path2,errors}){return path2==="/account/details"?!0:errors.some(({title,detail})=>/\bunauthori[sz]ed|\bnot authenticated|\bauthentication|\bcredentials?\b|\b(?:bad|invalid|expired|unknown|revoked|missing) (?:\w+ )?token|\btoken (?:is|has|was) /i.
test(`${title??""}: ${detail??""}`))}function missing(host){return`HCP Terraform says this for three causes: the name or\
 id is wrong; the token lacks the permission (a forbidden object looks missing); or the organization or hostname (${host}\
) is the wrong one, or its plan does not include the feature.`}function rateLimited({retryAfterMilliseconds:wait2}){return wait2===
void 0?"The rate limit was hit and stayed so: use fewer parallel jobs with tokens of this user or team.":`The rate limit\
 was hit; the server asks to wait ${Math.ceil(wait2/100)/10} s. Use fewer parallel jobs with tokens of this user or team\
.`}function troubled({ambiguous}){return ambiguous?"The service has trouble, and the request may or may not have been ca\
rried out: look at the current state before repeating it.":"The service has trouble: try again later, and see its status\
 page."}function isTooLarge({status,errors}){return status===413||[400,422].includes(status)&&errors.some(({title,detail})=>/too[ _-]?large|too big|size limit|max\w* (?:allowed )?size|exceeds? .*(?:size|limit|bytes|MB)/i.
test(`${title??""}: ${detail??""}`))}function tooLarge({uploaded,host}){return uploaded===void 0?"What was sent is too l\
arge for the server or for a proxy before it.":`The archive (${renderBytes(uploaded)} packed) is too large for ${host} o\
r for a proxy before it. Leave out what the run does not read by a '.terraformignore' file, or have the limit raised the\
re.`}function renderBytes(bytes){if(bytes<1e3)return`${bytes} B`;let unit=bytes<999950?"kB":"MB";return`${(bytes/(unit===
"kB"?1e3:1e6)).toFixed(1)} ${unit}`}function storageHint({status,method}){let[end,again]=method==="PUT"?["The upload","R\
un this step again for a new address"]:["The download","Run this step again"];if(status>=500)return"The storage behind H\
CP Terraform has trouble: try again later.";if(status>=300&&status<400)return`${end} is redirected in a way that is not \
followed; check the proxies between the runner and the storage.`;switch(status){case 401:case 403:return`The storage beh\
ind HCP Terraform refuses it, mostly because the signed URL has expired or a proxy changes the request on its way. ${again}\
, and have the proxy leave it as it is.`;case 404:case 410:return`There is nothing at this address any more. ${again}.`;case 407:
return"A proxy between the runner and the storage asks for credentials: give them in https_proxy.";case 411:case 501:return"\
A proxy between the runner and the storage changes how the request is framed: have it leave the request as it is.";default:
return"The storage behind HCP Terraform does not accept the request, or a proxy changes it on its way: have the proxy le\
ave it as it is, and run this step again."}}var HcpError=class extends Error{ambiguous;constructor(message,options={}){super(message,"cause"in options?{cause:options.
cause}:void 0),this.name=new.target.name,this.ambiguous=options.ambiguous??!1}},ApiError=class _ApiError extends HcpError{status;method;path;requestId;retryAfterMilliseconds;errors;title;detail;hint;failure;constructor(failure){
let hint=renderHint(failure);super(renderApiError(failure,hint),{ambiguous:failure.ambiguous}),this.status=failure.status,
this.method=failure.method,this.path=failure.path,this.requestId=failure.requestId,this.retryAfterMilliseconds=failure.retryAfterMilliseconds,
this.errors=failure.errors,this.title=failure.errors[0]?.title,this.detail=failure.errors[0]?.detail,this.hint=hint,this.
failure=failure}explained(hint){return new _ApiError({...this.failure,hint})}},TransportError=class extends HcpError{code;constructor(message,options={}){
super(message,options),this.code=options.code}},DeadlineError=class extends HcpError{},AbortedError=class extends HcpError{},
MalformedResponseError=class extends HcpError{},ExpiredLinkError=class extends HcpError{status;constructor(message,status){
super(message),this.status=status}},LogUrlExpiredError=class extends ExpiredLinkError{},ConfigurationVersionError=class extends HcpError{configurationVersionId;status;reason;constructor(message,facts){
super(message),this.configurationVersionId=facts.configurationVersionId,this.status=facts.status,this.reason=facts.reason}},
InvalidRequestError=class extends HcpError{};function isError(value){return value instanceof Error||typeof value=="objec\
t"&&value!==null&&"message"in value&&typeof value.message=="string"&&"name"in value}function errorCode(error2){return isError(
error2)&&"code"in error2&&typeof error2.code=="string"?error2.code:void 0}function isAmbiguous(error2){return error2 instanceof
HcpError&&error2.ambiguous}function isInvalidInclude(error2){return error2 instanceof ApiError&&error2.status===400&&error2.
errors.some(item=>/invalid include/i.test(`${item.title??""} ${item.detail??""}`))}function renderApiError(failure,hint){
let said=failure.errors.map(renderErrorItem).join("; "),answer=said===""?String(failure.status):`${failure.status} ${said}`,
requestId=failure.requestId===void 0?"":` (request id ${failure.requestId})`;return`${nameRequest(failure)} was answered\
 with ${answer}${requestId}. ${hint}`}function renderErrorItem(item){let{title,detail,pointer}=item,words=[title,detail].
filter(part=>part!==void 0).join(": ");return pointer===void 0?words:`${words} (at ${pointer})`.trim()}var record=ct(fs(bs(),js()),{}),resourceSchema=ts({id:It(bs(),mr()),type:ct(bs(),""),attributes:record,relationships:record}),
identifierSchema=ts({id:It(bs(),mr()),type:ct(bs(),"")}),documentSchema=ts({data:resourceSchema,included:ct(Ai(js()),[])}),
listSchema=ts({data:Ai(resourceSchema),included:ct(Ai(js()),[]),meta:ct(ts({pagination:ts({"next-page":It(ss(),On(),yr(1))})}),
{pagination:{"next-page":0}})});function parseDocument(value,what){let{data,included}=parse(documentSchema,value,what);return{
resource:data,included:parseIncluded(included)}}function parseList(value,what){let{data,included,meta}=parse(listSchema,
value,what),next=meta.pagination["next-page"];return{resources:data,included:parseIncluded(included),nextPage:next===0?void 0:
next}}function parseAttributes(schema,resource,what){return parse(schema,resource.attributes,what)}function relatedResource(resource,name){
let result=Ss(identifierSchema,relationData(resource,name));return result.success?result.output:void 0}function relatedId(resource,name){
return relatedResource(resource,name)?.id}function relatedIds(resource,name){let data=relationData(resource,name);return Array.
isArray(data)?data.map(member=>Ss(identifierSchema,member)).filter(result=>result.success).map(result=>result.output.id):
[]}function toldIds(resource,name){return Array.isArray(relationData(resource,name))?relatedIds(resource,name):void 0}function namedIds(resource,name){
return name in resource.relationships&&!Array.isArray(relationData(resource,name))?void 0:relatedIds(resource,name)}function includedResource({
resource,included},name){let target=relatedResource(resource,name);return included.find(({id,type})=>id===target?.id&&type===
target.type)}function relationData(resource,name){let relationship=resource.relationships[name];return typeof relationship==
"object"&&relationship!==null&&"data"in relationship?relationship.data:void 0}function parseIncluded(members){return members.
map(member=>Ss(resourceSchema,member)).filter(result=>result.success).map(result=>result.output)}function parse(schema,value,what){
let result=Ss(schema,value);if(result.success)return result.output;throw new MalformedResponseError(`The answer for ${what}\
 is not what the HCP Terraform API promises: ${result.issues.map(renderIssue).join("; ")}. Check that the hostname is HC\
P Terraform's or Terraform Enterprise's.`)}function renderIssue(issue2){let place=B(issue2)??"the document";return issue2.
received==="undefined"||issue2.received==="null"?`${place} is missing`:`${place} is not a usable ${issue2.expected??"val\
ue"}`}function camelCased(entries){let object=ts(entries),names=Object.keys(entries).map(name=>[name.replace(/-(.)/g,upperCased),
name]),rename2=read=>Object.fromEntries(names.map(([ours,name])=>[ours,read[name]]));return It(object,yi(read=>rename2(read)))}
function upperCased(_3,letter){return letter.toUpperCase()}function optionalMembers(entries){let schema=camelCased(entries);
return ct(schema,()=>Ps(schema,{}))}var optionalFlag=ct(ie(Oi(),void 0),void 0),optionalText=ct(ie(It(bs(),mr()),void 0),
void 0),texts=ct(It(Ai(js()),yi(list=>list.filter(each=>typeof each=="string"))),[]),optionalAmount=ct(ie(It(ss(),gn(),En(
0)),void 0),void 0),optionalCount=ct(ie(It(ss(),On(),yr(0)),void 0),void 0),requiredText=It(bs(),mr()),toldFlag=It(rs(Oi()),
yi(told2=>told2??void 0));function flag(absent){return rs(Oi(),absent)}var statusTimestamps=ct(It(fs(bs(),js()),yi(times=>Object.
fromEntries(Object.entries(times).filter(entry=>typeof entry[1]=="string")))),{});function path(literals,...values){return literals.reduce((whole,literal,index)=>whole+encodeSegment(values[index-1]??"")+
literal)}function encodeSegment(value){if(value===""||value==="."||value==="..")throw new InvalidRequestError(`${JSON.stringify(
value)} cannot be the id or name of anything on HCP Terraform: check the inputs that name organization, workspace and ru\
n.`);try{return encodeURIComponent(value)}catch(cause){throw new InvalidRequestError(`${JSON.stringify(value)} cannot be\
 written in a URL: it holds half a character.`,{cause})}}var phaseEntries={status:requiredText,"status-timestamps":statusTimestamps,"log-read-url":optionalText,"resource-additio\
ns":optionalCount,"resource-changes":optionalCount,"resource-destructions":optionalCount,"resource-imports":optionalCount};
function parsePhase(id,attributes){let{status,logReadUrl,statusTimestamps:statusTimestamps2}=attributes,counts=parseCounts(
attributes);return{id,status,counts,logReadUrl,statusTimestamps:statusTimestamps2}}function parseCounts({resourceAdditions:additions,
resourceChanges:changes,resourceDestructions:destructions,resourceImports:imports}){return additions===void 0||changes===
void 0||destructions===void 0?void 0:{additions,changes,destructions,imports}}var applySchema=camelCased({...phaseEntries,"action-invocations":optionalCount,"action-failures":optionalCount});function applies(transport){
return{async read(id,call2={}){let value=await transport.readDocument(path`/applies/${id}`,call2);return parseApply(parseDocument(
value,`apply ${id}`).resource)},async readOfRun(runId,call2={}){let where=path`/runs/${runId}/apply`,value=await transport.
readDocument(where,call2),what=`the apply of run ${runId}`;return parseApply(parseDocument(value,what).resource)}}}function parseApply(resource){
let what=`apply ${resource.id}`,{actionInvocations,actionFailures,...phase}=parseAttributes(applySchema,resource,what);return{
...parsePhase(resource.id,phase),actionInvocations,actionFailures,stateVersionIds:relatedIds(resource,"state-versions")}}var optionalNumber=ct(ie(It(Ds([ss(),It(bs(),ln(),li())]),Jr(),yr(1)),void 0),void 0),ingressSchema=camelCased({branch:optionalText,
"clone-url":optionalText,"commit-message":optionalText,"commit-sha":optionalText,"commit-url":optionalText,"compare-url":optionalText,
identifier:optionalText,"is-pull-request":optionalFlag,"on-default-branch":optionalFlag,"pull-request-number":optionalNumber,
"pull-request-title":optionalText,"pull-request-url":optionalText,tag:optionalText,"sender-username":optionalText}),originSchema=camelCased(
{source:optionalText,status:optionalText,speculative:optionalFlag});function ingressAttributes(transport){return{async read(configurationVersionId,call2={}){
let what=`the commit of configuration version ${configurationVersionId}`,where=path`/configuration-versions/${configurationVersionId}/ingress-attributes`;
try{let value=await transport.readDocument(where,call2);return parseIngress(parseDocument(unwrapped(value),what).resource)}catch(error2){
if(error2 instanceof ApiError&&error2.status===404)return;throw error2}}}}function unwrapped(value){return typeof value==
"object"&&value!==null&&!("data"in value)?{data:value}:value}function parseOrigin({resource,included}){let version=includedResource(
{resource,included},"configuration-version");return version&&parseVersionOrigin({resource:version,included})}function parseVersionOrigin({
resource:version,included}){let what=`configuration version ${version.id}`,ingress=includedResource({resource:version,included},
"ingress-attributes");return{...parseAttributes(originSchema,version,what),id:version.id,ingressAttributes:ingress===void 0?
isNone(version)?"none":void 0:parseIngress(ingress)}}function isNone({relationships}){let relationship=relationships["in\
gress-attributes"];return typeof relationship=="object"&&relationship!==null&&"data"in relationship&&relationship.data===
null}function parseIngress(resource){let what=`ingress attributes ${resource.id}`;return{...parseAttributes(ingressSchema,
resource,what),createdById:relatedId(resource,"created-by")}}var planSchema=camelCased({...phaseEntries,"has-changes":toldFlag}),readyTimeout=3e4,readyPauses=[500,1e3,2e3,3e3,5e3];function plans(transport){
return{async read(id,call2={}){let value=await transport.readDocument(path`/plans/${id}`,call2);return parsePlan(parseDocument(
value,`plan ${id}`).resource)},async readOfRun(runId,call2={}){let where=path`/runs/${runId}/plan`,value=await transport.
readDocument(where,call2);return parsePlan(parseDocument(value,`the plan of run ${runId}`).resource)},readJsonOutput:readJsonOutput.
bind(void 0,transport)}}async function readJsonOutput(transport,planId,{redacted,path:path2,maximumBytes}){let{clock}=transport,
where=path`/plans/${planId}`+(redacted?"/json-output-redacted":"/json-output"),started=clock.now();for(let attempt2=0;;attempt2+=
1){try{let download2=await transport.download(where,{file:path2,...maximumBytes===void 0?{}:{maximumBytes}});if(download2.
kind==="ready")return{kind:"ready",path:path2,bytes:download2.bytes}}catch(error2){let unavailable=explainUnavailable(error2,
redacted);if(unavailable===void 0)throw error2;return unavailable}let pause2=readyPauses[Math.min(attempt2,readyPauses.length-
1)]??0;if(clock.now()-started+pause2>readyTimeout)return{kind:"not-ready"};await transport.pause(`Waiting for the JSON o\
f plan ${planId}`,pause2)}}function explainUnavailable(error2,redacted){if(error2 instanceof ExpiredLinkError)return{kind:"\
unavailable",status:error2.status,why:error2.message};if(!(error2 instanceof ApiError))return;let document=redacted?"red\
acted plan JSON":"plan JSON";switch(error2.status){case 403:case 404:return{kind:"unavailable",status:error2.status,why:redacted?
`The server gives no ${document} (${error2.status}): the token may not read runs, or the server is too old to make it.`:
`The server gives no ${document} (${error2.status}): reading it takes a user or team token with admin rights on the work\
space.`};case 422:return{kind:"unavailable",status:error2.status,why:`The Terraform version of this run is too old to ma\
ke the ${document} (422).`};default:return}}function parsePlan(resource){let attributes=parseAttributes(planSchema,resource,
`plan ${resource.id}`);return{...parsePhase(resource.id,attributes),hasChanges:attributes.hasChanges}}var actions=optionalMembers({"is-cancelable":optionalFlag,"is-confirmable":optionalFlag,"is-discardable":optionalFlag,"i\
s-force-cancelable":optionalFlag}),permissions=optionalMembers({"can-apply":optionalFlag,"can-cancel":optionalFlag,"can-\
comment":optionalFlag,"can-discard":optionalFlag,"can-force-cancel":optionalFlag,"can-force-execute":optionalFlag,"can-o\
verride-policy-check":optionalFlag}),ownVariables=ct(ie(It(es(Ai(js())),yi(variables2=>(variables2??[]).map(variable=>{let named=Ss(
ts({key:bs()}),variable);return named.success?named.output.key:"unnamed"})))),void 0),runSchema=camelCased({status:requiredText,
"status-timestamps":statusTimestamps,actions,permissions,"has-changes":toldFlag,"auto-apply":toldFlag,"plan-only":toldFlag,
"save-plan":flag(!1),"is-destroy":toldFlag,refresh:flag(!0),"refresh-only":flag(!1),"allow-empty-apply":flag(!1),"target\
-addrs":texts,"replace-addrs":texts,"invoke-action-addrs":texts,"policy-paths":texts,variables:ownVariables,message:ct(rs(
bs(),""),""),source:optionalText,"terraform-version":optionalText,"created-at":optionalText,"canceled-at":optionalText,"\
force-cancel-available-at":optionalText});function parseRun(document){let{resource}=document,what=`run ${resource.id}`,{
variables:variables2,...attributes}=parseAttributes(runSchema,resource,what),plan=phaseIn(document,"plan"),apply=phaseIn(
document,"apply"),planned=plan&&parsePlan(plan);return{...attributes,id:resource.id,document:resource,hasChanges:attributes.
hasChanges??planned?.hasChanges,variableNames:variables2,workspaceId:relatedId(resource,"workspace"),configurationVersionId:relatedId(
resource,"configuration-version"),configurationVersion:parseOrigin(document),planId:relatedId(resource,"plan"),applyId:relatedId(
resource,"apply"),costEstimateId:relatedId(resource,"cost-estimate"),policyCheckIds:toldIds(resource,"policy-checks"),taskStageIds:toldIds(
resource,"task-stages"),tfPolicyEvaluationIds:relatedIds(resource,"tf-policy-evaluations"),commentIds:toldIds(resource,"\
comments"),createdById:relatedId(resource,"created-by"),confirmedById:relatedId(resource,"confirmed-by"),plan:planned,apply:apply&&
parseApply(apply)}}function phaseIn(document,name){let phase=includedResource(document,name),{status}=phase?.attributes??
{};return typeof status=="string"&&status!==""?phase:void 0}function parseRuns({resources,included}){return resources.map(
resource=>parseRun({resource,included}))}var mostOfAll=50;async function readPages(transport,where,what,query2={},{mostPages=mostOfAll,...call2}={}){let first=parseList(
await transport.readDocument(where,{...call2,query:query2}),what),resources=[...first.resources],included=[...first.included],
{nextPage}=first;for(let page=1;nextPage!==void 0;){if(nextPage<=page||nextPage>mostPages)throw new MalformedResponseError(
nextPage<=page?`The list of ${what} does not end: its page ${page} names page ${nextPage} as the next one. Whether the s\
erver, or a proxy before it, heeds page[number] is worth a look.`:`The list of ${what} has more than ${mostPages} pages,\
 which is more than this action reads.`);page=nextPage;let list=parseList(await transport.readDocument(where,{...call2,query:{
...query2,"page[number]":page}}),what);resources.push(...list.resources),included.push(...list.included),nextPage=list.nextPage}
return{resources:[...new Map(resources.map(each=>[each.id,each])).values()],included}}var eventSchema=camelCased({action:ct(rs(bs(),""),""),"created-at":optionalText,description:optionalText}),actorSchema=ts(
{username:optionalText}),everyOperation="plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only";
function runs(transport){let refusedIncludes=new Set;return{read:readRun.bind(void 0,transport,refusedIncludes),findByMessage:findByMessage.
bind(void 0,transport),listUnfinished:listUnfinished.bind(void 0,transport),listUnfinishedIn:listUnfinishedIn.bind(void 0,
transport),listNewestIn:listNewestIn.bind(void 0,transport),listByCommit:listByCommit.bind(void 0,transport),listByCommitIn:listByCommitIn.
bind(void 0,transport),events:readEvents.bind(void 0,transport)}}async function readRun(transport,refusedIncludes,id,{include=[
"plan","apply"],...call2}={}){let parse2=value=>parseRun(parseDocument(value,`run ${id}`)),read=async names2=>{let query2=names2.
length===0?{}:{include:names2.join(",")},options={...call2,query:query2,expect:parse2};return parse2(await transport.readDocument(
path`/runs/${id}`,options))},names=include.filter(name=>!refusedIncludes.has(name));try{return await read(names)}catch(error2){
if(names.length===0||!isInvalidInclude(error2))throw error2;for(let name of blamed(names,error2))refusedIncludes.add(name);
return await readRun(transport,refusedIncludes,id,{include,...call2})}}function blamed(names,error2){let said=error2 instanceof
Error?error2.message:"",[,about=""]=/invalid include(.*)$/is.exec(said)??[],found=names.filter(name=>new RegExp(`(?<![\\w\
.])${name.replaceAll(".","\\.")}(?![\\w.])`).test(about));return found.length===0?names:found}async function findByMessage(transport,workspaceId,message){
let where=path`/workspaces/${workspaceId}/runs`,query2={"filter[operation]":everyOperation,"page[size]":50},list=parseList(
await transport.readDocument(where,{query:query2}),`the runs of workspace ${workspaceId}`);return parseRuns(list).findLast(
run=>run.message.trim()===message.trim())}async function listUnfinished(transport,workspaceId){let list=await readPages(
transport,path`/workspaces/${workspaceId}/runs`,`the unfinished runs of workspace ${workspaceId}`,{"filter[operation]":everyOperation,
"filter[status_group]":"non_final","page[size]":100});return parseRuns(list)}var namesAtOnce=40;async function listUnfinishedIn(transport,organization,names){
return await listIn({organization,names},{"filter[status_group]":"non_final"},async(where,asked)=>readPages(transport,where,
`the unfinished runs of ${names.length} workspaces`,asked,{mostPages:5}))}async function listNewestIn(transport,organization,names){
return await listIn({organization,names},{include:"plan,apply"},async(where,asked)=>parseList(await transport.readDocument(
where,{query:asked}),`the newest runs of ${names.length} workspaces`))}async function listIn({organization,names},own,read){
let where=path`/organizations/${organization}/runs`,runs2=[];for(let from=0;from<names.length;from+=namesAtOnce){let query2={
"filter[operation]":everyOperation,"filter[workspace_names]":names.slice(from,from+namesAtOnce).join(","),"page[size]":100,
...own};try{runs2.push(...parseRuns(await read(where,query2)))}catch(error2){if(error2 instanceof ApiError&&[400,403,404].
includes(error2.status)||error2 instanceof MalformedResponseError)return;throw error2}}return runs2.every(({workspaceId})=>workspaceId!==
void 0)?runs2:void 0}var withCommit="configuration_version.ingress_attributes";async function listByCommit(transport,workspaceId,commit,page,call2={}){
let where=path`/workspaces/${workspaceId}/runs`;return await readByCommit(transport,where,commit,page,call2)}async function listByCommitIn(transport,organization,commit,page){
let where=path`/organizations/${organization}/runs`;return await readByCommit(transport,where,commit,page,{})}async function readByCommit(transport,where,commit,page,call2){
let query2={"search[commit]":commit,"filter[operation]":everyOperation,"page[size]":100,...page===1?{}:{"page[number]":page}},
value=await transport.readDocument(where,{...call2,query:{...query2,include:withCommit}}).catch(async error2=>{if(!isInvalidInclude(
error2))throw error2;return await transport.readDocument(where,{...call2,query:query2})}),list=parseList(value,`the runs\
 of commit ${commit}`);return{runs:parseRuns(list),nextPage:list.nextPage}}async function readEvents(transport,id){let what=`\
the events of run ${id}`,where=path`/runs/${id}/run-events`,{resources,included}=await readPages(transport,where,what,{include:"\
actor,comment"}).catch(async error2=>{if(!isInvalidInclude(error2))throw error2;return await readPages(transport,where,what)});
return resources.map(resource=>parseEvent({resource,included},what))}function parseEvent(document,what){let{resource}=document,
actor=includedResource(document,"actor"),actorId=relatedId(resource,"actor");return{...parseAttributes(eventSchema,resource,
what),actor:(actor&&parseAttributes(actorSchema,actor,what).username)??actorId,actorId}}function endingWrites(transport){return{async discard(id,comment){await transport.performAction(path`/runs/${id}/actions/discard`,
renderComment(comment))},async cancel(id,comment){await transport.performAction(path`/runs/${id}/actions/cancel`,renderComment(
comment))},async comment(id,body){let value=await transport.createDocument(path`/runs/${id}/comments`,{data:{type:"comme\
nts",attributes:{body}}},"create");return parseDocument(value,`the comment on run ${id}`).resource.id}}}function renderComment(comment){
return comment===void 0||comment===""?{}:{comment}}var phases={pending:"queued",fetching:"queued",fetching_completed:"queued",pre_plan_running:"planning",pre_plan_awaiting_decision:"\
decision",pre_plan_completed:"planning",queuing:"queued",plan_queued:"queued",planning:"planning",planned:"checking",tf_policy_checked:"\
checking",tf_policy_override:"decision",post_plan_running:"checking",post_plan_awaiting_decision:"decision",post_plan_completed:"\
checking",cost_estimating:"checking",cost_estimated:"checking",policy_checking:"checking",policy_override:"decision",policy_soft_failed:"\
final",policy_checked:"checking",planned_and_finished:"final",planned_and_saved:"saved",confirmed:"applying",pre_apply_running:"\
applying",pre_apply_awaiting_decision:"decision",pre_apply_completed:"applying",queuing_apply:"applying",apply_queued:"a\
pplying",applying:"applying",post_apply_running:"applying",post_apply_completed:"applying",applied:"final",discarded:"fi\
nal",errored:"final",canceled:"final",force_canceled:"final",assessing:"checking",assessed:"final"},knownStatuses=Object.
keys(phases);function phaseOf(status){return Object.hasOwn(phases,status)?phases[status]:void 0}function isQueued(status){
return phaseOf(status)==="queued"||status==="queuing_apply"||status==="apply_queued"}function isFinal(status){return phaseOf(
status)==="final"}function isConfirmedOrLater(status){return phaseOf(status)==="applying"||status==="pre_apply_awaiting_\
decision"||status==="applied"}function isEarlier(status,other){let names=knownStatuses,at=names.indexOf(status),leadsBack=phaseOf(
other)==="decision"&&stageOf(status)===stageOf(other);return at>=0&&at<names.indexOf(other)&&!leadsBack}function stageOf(status){
return status.replace(/_(?:running|awaiting_decision|completed|checking|checked|override)$/,"")}function renderStatus(status){
return status.replaceAll("_"," ")}var prefix="gated-terraform-run/1";function renderProvenance(provenance){let{repository,sha,pullRequest,actor,workflowRun,attempt:attempt2}=provenance,{configuration,
nonce}=provenance,fields={repository,sha,"pull-request":pullRequest===void 0?"-":String(pullRequest),actor,run:workflowRun,
attempt:attempt2,...configuration===void 0?{}:{configuration},nonce};return[prefix,...Object.entries(fields).map(([key,value])=>`${key}\
=${value===""?"-":encode(value)}`)].join(" ")}function parseProvenance(message){let text=message.trimEnd(),line=text.slice(
text.lastIndexOf(`
`)+1),[first,...rest]=line.split(" ");if(first!==prefix)return;let fields=new Map;for(let part of rest){let equals=part.
indexOf("=");if(equals<=0)return;let key=part.slice(0,equals);if(fields.has(key))return;let value=decode(part.slice(equals+
1));if(value===void 0)return;fields.set(key,value)}let get=key=>{let value=fields.get(key)??"";return value==="-"?"":value},
pullRequest=Number(get("pull-request"));return{repository:get("repository"),sha:get("sha"),pullRequest:Number.isSafeInteger(
pullRequest)&&pullRequest>0?pullRequest:void 0,actor:get("actor"),workflowRun:get("run"),attempt:get("attempt"),configuration:/^[a-z]+:[0-9a-f]{64}$/.
exec(get("configuration"))?.[0],nonce:get("nonce")}}function provenanceOf({message,source}){return source==="tfe-api"?parseProvenance(
message):void 0}function isOfRepository({repository},fullName2){return repository.toLowerCase()===fullName2.toLowerCase()}
function isWordless(message){return/^(|(queued manually|triggered) (via|through|by) .*\bapi\b.*)$/i.test(message.trim())}
function withoutProvenance(message){return parseProvenance(message)===void 0?message:message.trimEnd().split(`
`).slice(0,-1).join(`
`).trimEnd()}function encode(value){return value.toWellFormed().replaceAll(/[^\w./:@[\]-]/gu,each=>encodeURIComponent(each))}
function decode(value){try{return decodeURIComponent(value)}catch{return}}function applyStateOf(run,wasConfirmed2){let{status,statusTimestamps:at,plan,apply}=run;if(run.planOnly)return"none";if(status===
"applied")return"complete";let isConfirmed=wasConfirmed2||at["confirmed-at"]!==void 0;return isFinal(status)?!mayHaveApplied.
has(status)||apply?.status==="unreachable"?"none":apply!==void 0&&begun.has(apply.status)||at["applying-at"]!==void 0?"p\
artial":plan!==void 0&&plan.status!=="finished"||apply?.status==="pending"?"none":isConfirmed?"partial":"none":isConfirmed||
isConfirmedOrLater(status)||run.autoApply?"unwatched":"none"}var mayHaveApplied=new Set(["errored","canceled","force_can\
celed"]),begun=new Set(["running","errored","canceled","finished"]);function configurationDigestOf(facts,run){if(run===void 0)return{known:!1,why:"there is no run."};let{configurationVersionId:version}=run,
packed=packedFor(facts,run);if(packed!==void 0)return version===void 0||version===packed.configurationVersionId?{known:!0,
value:packed.digest}:{known:!1,why:`the run is of configuration version ${version}, not of what this step uploaded.`};let claimed=provenanceOf(
run)?.configuration;if(claimed!==void 0)return{known:!0,value:claimed};let silence=silenceOf(facts,run);return silence!==
void 0?{known:!1,why:silence}:version===void 0?{known:!1,why:"the run does not say which configuration version it is of."}:
{known:!0,value:digestOfVersion(version)}}function silenceOf(facts,{id,source,message}){return facts.some(fact=>fact.kind===
"made"&&fact.run.id===id)||source!==void 0&&source!=="tfe-api"?void 0:isWordless(message)?"the run has no message, in wh\
ich the step that made it says which files it uploaded.":source===void 0&&parseProvenance(message)?.configuration!==void 0?
"the server does not say that the run was made through the API, so what its message says of its files is not believed.":
void 0}function uploadedDigest(facts){return lastUpload(facts)?.digest}function digestOfVersion(id){return`version:${id}`}
function packedFor(facts,run){let isMade=facts.some(fact=>fact.kind==="made"&&fact.run.id===run.id),uploaded=lastUpload(
facts);if(!isMade||uploaded?.digest===void 0)return;let{configurationVersionId,digest}=uploaded;return{configurationVersionId,
digest}}function lastUpload(facts){return facts.findLast(fact=>fact.kind==="uploaded")}var debounceMilliseconds=1e3,autoApplyGraceMilliseconds=3e4,restMilliseconds={discardable:5e3,untold:3e4},lateChecksMilliseconds=6e4;
function sight(previous,run,now){let{isConfirmable}=run.actions,same2=previous?.status===run.status&&previous.isConfirmable===
isConfirmable,since=same2?previous.since:now;return{status:run.status,isConfirmable,count:same2?previous.count+1:1,heldMilliseconds:now-
since,since}}function isPlanLast(run){let names=[run.taskStageIds,run.policyCheckIds,run.tfPolicyEvaluationIds];return run.
status==="planned"&&run.actions.isConfirmable===!0&&run.hasChanges===!0&&run.plan?.status==="finished"&&!run.autoApply&&
!run.savePlan&&run.costEstimateId===void 0&&names.every(ids=>ids?.length===0)}function nextStep(run,sighting){let{status}=run;
if(isFinal(status))return{kind:"final"};let phase=phaseOf(status);return phase==="decision"?believe("policy-override",sighting):
!run.planOnly&&phase!=="queued"&&phase!=="planning"&&run.actions.isConfirmable===!0&&!isConfirmedOrLater(status)?run.savePlan||
status==="planned_and_saved"?believe("saved-plan",sighting):run.autoApply?sighting.heldMilliseconds>=autoApplyGraceMilliseconds?
{kind:"gate",gate:"confirmation"}:{kind:"wait",why:"the run asked for auto-apply"}:believe("confirmation",sighting,isPlanLast(
run)):status==="planned_and_saved"?believe("saved-plan",sighting):phase==="checking"&&rests(run,sighting)?{kind:"gate",gate:"\
confirmation"}:{kind:"wait",why:phase??`the status '${status}' is not known to this version`}}function rests({status,actions:actions2},{
heldMilliseconds}){let{isConfirmable,isDiscardable,isCancelable}=actions2;if(isCancelable===!0||isDiscardable===!1||!resting.
has(status))return!1;let least=isDiscardable===!0&&isConfirmable===!1?status==="cost_estimated"?restMilliseconds.discardable:
lateChecksMilliseconds:restMilliseconds.untold;return Number.isFinite(heldMilliseconds)&&heldMilliseconds>=least}var resting=new Set(
["planned","tf_policy_checked","post_plan_completed","cost_estimated","policy_checked"]);function gateAtSight(run){let step=nextStep(
run,{status:run.status,isConfirmable:run.actions.isConfirmable,count:Number.POSITIVE_INFINITY,heldMilliseconds:Number.POSITIVE_INFINITY});
return step.kind==="gate"?step.gate:"none"}function isGateUntold(run){let phase=phaseOf(run.status);return(phase===void 0||
phase==="checking"||phase==="decision")&&run.planOnly!==!0&&run.actions.isConfirmable===void 0&&gateAtSight(run)==="none"}
function believe(gate,{count,heldMilliseconds,isSure=!1},isLast=!1){let isHeld=heldMilliseconds>=debounceMilliseconds;return count>=
2&&(isHeld||isSure&&isLast)?{kind:"gate",gate}:{kind:"look-again",afterMilliseconds:Math.max(0,debounceMilliseconds-heldMilliseconds)}}
function isResting({status}){let phase=phaseOf(status);return phase==="saved"||phase==="decision"}function createPhaseLog(){return{diagnostics:[],lastLines:[]}}function lastText(log){let text=log.lastLines.join(`
`).trim();return text===""?void 0:text}function last(facts,...kinds){return facts.findLast(fact=>kinds.includes(fact.kind))}function newest(facts,runId){return facts.
findLast(fact=>(fact.kind==="found"||fact.kind==="adopted"||fact.kind==="made"||fact.kind==="seen")&&fact.run.id===runId)?.
run}function commitOf(facts,runId){for(let fact of facts){if(!("run"in fact)||fact.run.id!==runId)continue;let ingress=fact.
run.configurationVersion?.ingressAttributes;if(ingress!==void 0&&ingress!=="none")return ingress}}function isNamed(facts,runId){
return facts.some(fact=>(fact.kind==="named"||fact.kind==="admitted")&&fact.runId===runId)}function subjectOf2(facts){let subject=last(
facts,"found","adopted","made");return subject&&newest(facts,subject.run.id)}function workspaceOf(facts){return last(facts,
"entered")?.workspace}function isOwn(facts){return facts.some(({kind})=>kind==="made")}function isAdopted(facts){return facts.
some(({kind})=>kind==="adopted")}function admissionOf(facts,runId){for(let fact of facts){if(fact.kind==="made"&&fact.run.
id===runId)return"made here";if(fact.kind==="admitted"&&fact.runId===runId)return fact.why}}function standing(facts){let refused=new Set(
facts.flatMap(fact=>fact.kind==="refused"?[fact.number]:[]));return facts.filter(fact=>fact.kind==="sent"&&!refused.has(
fact.number))}function wasAccepted(facts,act2,runId){return facts.some(fact=>fact.kind==="accepted"&&fact.act===act2&&fact.
runId===runId)}function hasActed(facts){return standing(facts).some(({act:act2})=>act2!=="make")}function wasConfirmed(facts,runId){
return facts.some(fact=>fact.kind==="seen"&&fact.run.id===runId&&isConfirmedOrLater(fact.run.status))||standing(facts).some(
sent=>sent.act==="confirm"&&sent.runId===runId)}function isConfirmedHere(facts,runId){let at=facts.findIndex(fact=>fact.
kind==="accepted"&&fact.act==="confirm"&&fact.runId===runId);return at>=0&&facts.some((fact,index)=>index>at&&fact.kind===
"seen"&&fact.run.id===runId&&(isConfirmedOrLater(fact.run.status)||fact.run.statusTimestamps["confirmed-at"]!==void 0))}
function endingOf(facts){let at=facts.findLastIndex(({kind})=>kind==="ended"),fact=facts[at],isOver=facts.findLastIndex(
({kind})=>kind==="made")<at;return fact?.kind==="ended"&&isOver?fact.ending:void 0}function askedFor(facts){let sent=standing(
facts).findLast(({act:act2})=>act2==="make");return sent===void 0||facts.findLastIndex(({kind})=>kind==="made")>facts.indexOf(
sent)?void 0:{message:sent.message??""}}function messageOf(facts,{id,message}){if(last(facts,"made")?.run.id!==id)return message;
let sent=standing(facts).findLast(({act:act2})=>act2==="make")?.message;return sent===void 0||message.includes(sent)?message:
sent}function logsOf(facts){let of=phase=>facts.findLast(fact=>fact.kind==="logged"&&fact.phase===phase)?.log??createPhaseLog();
return{plan:of("plan"),apply:of("apply")}}function leftToSettle(facts){let own=last(facts,"made"),asked=askedFor(facts),
workspace=workspaceOf(facts);if(asked!==void 0&&workspace!==void 0)return{kind:"find",workspaceId:workspace.id,...asked};
if(own===void 0)return{kind:"nothing",why:"never-made"};let{id}=own.run,hasFailed=facts.some(({kind})=>kind==="failed"),
isApplying=isConfirmedOrLater(newest(facts,id)?.status??"");if(hasFailed&&isApplying)return{kind:"nothing",why:"confirme\
d"};let ending=endingOf(facts);return facts.some(({kind})=>kind==="told")&&ending!==void 0&&ending.isUnsettled!==!0?{kind:"\
nothing",why:"settled"}:{kind:"settle",runId:id}}function digestIn(facts,run,runless){let version=runless?.configurationVersionId;
return version===void 0?configurationDigestOf(facts,run):{known:!0,value:digestOfVersion(version)}}var unfinished=new Set(
["blocked","canceled","errored","timed-out"]);function claimOf(facts,asked){let ending=endingOf(facts),failed=last(facts,
"failed"),runless=failed===void 0?last(facts,"ended-runless")?.ending:void 0,run=ending?.run??subjectOf2(facts),isOurs=isOwn(
facts),applyState=run===void 0?"none":stateOfApply(run,facts),outcome=runless?.outcome??outcomeOf(run,ending,failed,asked);
return{workspace:workspaceOf(facts),run,commit:commitOf(facts,run?.id),foundStatus:last(facts,"found")?.run.status,isOwn:isOurs,
isAdopted:isAdopted(facts),hasActed:hasActed(facts),isConfirmedHere:run!==void 0&&isConfirmedHere(facts,run.id),outcome,
gate:ending?.gate??(run===void 0||isOurs||applyState!=="none"?"none":gateAtSight(run)),applyState,isUnwatched:applyState===
"unwatched"&&unfinished.has(outcome),isVain:isVain(facts,asked),left:last(facts,"left")?.why,disregarded:facts.flatMap(fact=>fact.
kind==="disregarded"?[fact.what]:[]),logs:logsOf(facts),configurationDigest:digestIn(facts,run,runless),ending,runless,failed}}
function outcomeOf(run,ending,failed,{mode}){return ending!==void 0?ending.outcome:mode==="apply"&&run?.status==="applie\
d"?"applied":failed?.by==="interruption"?"canceled":"errored"}function stateOfApply(run,facts){let state=applyStateOf(run,
wasConfirmed(facts,run.id));return state==="unwatched"&&last(facts,"ended")?.ending.gate==="policy-override"?"none":state}
function isVain(facts,{isAboutExisting}){return facts.some(fact=>fact.kind==="ended"||fact.kind==="ended-runless"&&fact.
ending.isLogged!==!0)||hasActed(facts)||isOwn(facts)||askedFor(facts)!==void 0?!1:last(facts,"failed")?.by==="stranger"?
!0:isAboutExisting&&subjectOf2(facts)?.status===last(facts,"found","adopted")?.run.status}function unwatched(run){return{
code:"apply-unwatched",message:`The apply of run ${run.id} may still be running or begin (last seen: ${renderStatus(run.
status)}): this step only stopped watching it.`,facts:{status:run.status}}}function isPastGate({status}){return isFinal(
status)||isConfirmedOrLater(status)}var RunRefusedError=class extends Error{name="RunRefusedError"},StrangerError=class extends RunRefusedError{reasons;constructor(message,reasons2){
super(message),this.reasons=reasons2}},LostAnswerError=class extends Error{name="LostAnswerError"},UnseenRunError=class extends Error{name="\
UnseenRunError"},AutoApplyError=class extends Error{name="AutoApplyError";runId;constructor(runId,after){super(`Run ${runId}\
 was created with 'auto-apply: false', but the server reports it with auto-apply on: it passes its gate by itself. This \
step confirmed nothing. ${after}`),this.runId=runId}},SavedPlanError=class extends Error{name="SavedPlanError";runId;constructor(runId,after){
super(`Run ${runId} was created with 'save-plan: true', but the server made an ordinary run of it: it does not know save\
d plans (Terraform Enterprise before v202307-1) or does not allow them. ${after} Use mode 'apply' with 'approve' empty t\
o hold a run at its gate instead.`),this.runId=runId}};function saidBy(cause){return cause instanceof Error?cause.message:
String(cause)}import{setTimeout as delay2}from"node:timers/promises";init_http();import*as https from"node:https";var socketTimeout=2**31-1,mostRedirects=5,longestText2=64*1024*1024;function createConnection(userAgent2){let clients=new Map,
clientFor2=({url,method})=>{let keepAlive=method==="GET",key=`${url.protocol} ${keepAlive}`,client=clients.get(key)??new HttpClient(
userAgent2,[],{allowRedirects:!1,allowRetries:!1,keepAlive,socketTimeout});return clients.set(key,client),client};return async(request2,signal)=>{
let next=request2;for(let redirects=0;;redirects+=1){let answer=await sendOnce(clientFor2(next),next,signal),target=redirectOf(
next,answer);if(target===void 0)return answer;if(redirects===mostRedirects)throw new Error("too many redirects");next={...next,
url:target}}}}function redirectOf({method,url},{status,headers}){if(!(status===307||status===308)&&!((status===301||status===
302)&&method==="GET"))return;let target=URL.parse(headers.location??"",url.href);return target?.origin===url.origin?target:
void 0}async function sendOnce(client,request2,signal){signal.throwIfAborted();let stop,aborted=new Promise((_3,fail)=>{
stop=()=>{fail(signal.reason)},signal.addEventListener("abort",stop)});try{return await Promise.race([exchange(client,request2,
signal),aborted])}finally{stop&&signal.removeEventListener("abort",stop)}}async function exchange(client,request2,signal){
let{message}=await client.requestRaw(describe(client,request2,signal),request2.body??null),text=await readText(message);
return{status:message.statusCode??0,headers:Object.fromEntries(Object.entries(message.headers).map(([name,value])=>[name,
Array.isArray(value)?value[0]:value])),text}}async function readText(message){message.setEncoding("utf8");let text="";for await(let part of message)
if(text+=part,text.length>longestText2)throw new Error("the body is too long");if(!message.complete)throw new Error("the\
 body is cut off");return text}function describe(client,{method,url,headers},signal){let isTls=url.protocol==="https:";return{
parsedUrl:url,httpModule:isTls?https:http_exports,options:{host:url.hostname.replace(/^\[|\]$/g,""),port:url.port===""?isTls?
443:80:Number(url.port),path:url.pathname+url.search,method,headers:{...headers,host:url.host,"user-agent":client.userAgent},
agent:client.getAgent(url.href),signal}}}var GitHubError=class extends Error{name="GitHubError";kind;status;missingPermission;wait;constructor(message,facts){super(
message,{cause:facts.cause}),this.kind=facts.kind,this.status=facts.status,this.missingPermission=facts.missingPermission,
this.wait=facts.wait}};function isRefusal(error2){return error2 instanceof GitHubError&&error2.kind!=="rate-limit"}var RefusedAnswer=class extends Error{name="\
RefusedAnswer";answer;constructor(answer){super(`GitHub answered ${answer.status}`),this.answer=answer}},unnamedWait=6e4;
function explain(call2,error2,token){let route=call2.route.replace(/https?:\/\/\S+(?=\/graphql$)/,""),tried=`Could not ${call2.
what} (${route}):`;if(!(error2 instanceof RefusedAnswer)){let why=error2 instanceof Error?error2.message:String(error2);
return{wait:void 0,error:new GitHubError(`${tried} no whole answer from GitHub (${tidy(why,token)}).`,{kind:"unanswered",
cause:error2})}}let{headers,status,data}=error2.answer,said=tidy(messageOf2(data)??"",token),{kind,advice,wait:wait2}=judgeRefusal(
call2,status,headers,said),came=`${tried} ${status}${said===""?"":` "${endless(said)}"`}.`;return{wait:wait2,error:new GitHubError(
advice===""?came:`${came} ${advice}`,{kind,status,missingPermission:kind==="permission"?call2.needs:void 0,wait:kind==="\
rate-limit"?wait2??unnamedWait:wait2,cause:error2})}}function judgeRefusal({needs:needs2},status,headers,said){if(isRateLimit(
status,headers,said)){let wait2=waitOf(headers);return{kind:"rate-limit",advice:wait2===void 0?`GitHub names no time to \
wait: ${inSeconds(unnamedWait)} are taken for one.`:`GitHub asks to wait ${inSeconds(wait2)}.`,wait:wait2}}return isLockedConversation(
needs2,status,said)?{kind:"locked",advice:"The conversation is locked: unlock it, or switch the comment off."}:status===
403?explainForbidden(said,headers)??{kind:"permission",advice:permissionAdvice(needs2,ofPermission.test(said))}:status===
404?{kind:"not-found",advice:`It does not exist, or this token cannot see it: a private repository takes "${needs2}" und\
er permissions.`}:status===401?{kind:"refused",advice:"The github-token is wrong or has expired."}:status>=500?{kind:"un\
answered",advice:"",wait:waitOf(headers)}:{kind:"refused",advice:""}}var forbidden=[[/\bIP allow list\b/i,"The organizat\
ion lets only known addresses in: run the job on a runner whose address is on the list, or add the runner's."],[/\bSAML\b|\bsingle sign-on\b/i,
"The token has to be authorized for the organization's single sign-on by its owner; the job's own token needs none."],[/\barchived\b/i,
"The repository is archived, so nothing can be written to it: unarchive it, or switch the comment off."],[/\bsuspended\b/i,
"The account or the installation that the token belongs to is suspended: use the token of another one, or have it reinst\
ated."],[/\bpersonal access tokens?\b.*\b(?:forbids|lifetime|classic)\b|\bforbids access\b/i,"The organization does not \
take this kind of token: use the job's own, or one of the kind that it takes."],[/\bOAuth App access restrictions\b/i,"T\
he organization has not approved the app that the token belongs to: have it approved, or use the job's own token."],[/\brepository access blocked\b|\bbilling\b/i,
"GitHub has closed the repository or the account for now: its owner has to settle that with GitHub."],[/\b(?:blocked|locked)\b/i,
"More permissions do not change that: whoever set it has to lift it."]];function explainForbidden(said,headers){let found=forbidden.
find(([words])=>words.test(said));return found?{kind:"refused",advice:found[1]}:headers["x-github-sso"]?.startsWith("req\
uired")===!0?{kind:"refused",advice:forbidden[1]?.[1]??""}:void 0}function explainGraphqlError(call2,first,token){let type=first?.
type,said=tidy(messageOf2(first)??"no message",token),came=`Could not ${call2.what} (GraphQL): "${endless(said)}".`,cause=explainForbidden(
said,{});if(cause!==void 0)return new GitHubError(`${came} ${cause.advice}`,{kind:cause.kind,status:403});let isNamed2=type===
"INSUFFICIENT_SCOPES"||ofPermission.test(said);return type==="FORBIDDEN"||type==="INSUFFICIENT_SCOPES"?new GitHubError(`${came}\
 ${permissionAdvice(call2.needs,isNamed2)}`,{kind:"permission",status:403,missingPermission:call2.needs}):type==="NOT_FO\
UND"?new GitHubError(came,{kind:"not-found",status:404}):type==="RATE_LIMITED"?new GitHubError(came,{kind:"rate-limit",status:200}):
new GitHubError(came,{kind:"refused",status:200})}var ofPermission=/\bnot accessible by\b|\bmust have\b|\bpermissions?\b|\bscopes?\b/i;
function permissionAdvice(needs2,isNamed2){let given=`"${needs2}" under permissions; runs for forks and for Dependabot c\
annot have it.`;return isNamed2?`Give the job's token ${given}`:`If the job's token may not do this, give it ${given}`}function isLockedConversation(needs2,status,said){
return status===423&&needs2==="pull-requests: write"||(status===423||status===403)&&/\b(?:issue|pull request|conversation|discussion)\b.*\blocked\b/i.
test(said)}function isRateLimit(status,headers,said){return status===429?!0:status===403&&(headers["retry-after"]!==void 0||
headers["x-ratelimit-remaining"]==="0"||/rate limit/i.test(said))}function waitOf(headers){let after=headers["retry-afte\
r"];if(after!==void 0){let seconds=Number(after),wait2=Number.isNaN(seconds)?Date.parse(after)-Date.now():seconds*1e3;if(!Number.
isNaN(wait2))return Math.max(0,wait2)}let reset=Number(headers["x-ratelimit-reset"]);if(headers["x-ratelimit-remaining"]===
"0"&&!Number.isNaN(reset))return Math.max(0,reset*1e3-Date.now())}function messageOf2(data){if(typeof data!="object"||data===
null)return;let{message,errors}=data;if(typeof message!="string")return;let details=Array.isArray(errors)?errors.flatMap(
one=>messageOf2(one)??[]):[];return[message,...details].join(": ")}function tidy(text,token){let line=(token===""?text:text.
replaceAll(token,"***")).replace(/\s+/g," ").trim();return line.length>300?`${line.slice(0,300)}\u2026`:line}function endless(said){
return said.replace(/\.$/,"")}function inSeconds(milliseconds){return`${Math.ceil(milliseconds/1e3)} s`}function lacking(what,part){
return new GitHubError(`Could not ${what}: GitHub's answer lacks ${part}.`,{kind:"refused",status:200})}var maxAttempts=4,pageSize=100,maxPages=100,apiVersion="2022-11-28";function createGitHub(options){let apiUrl=options.apiUrl.
replace(/\/+$/,""),graphqlUrl=`${apiUrl.replace(/\/api\/v3$/,"/api")}/graphql`,wire={options:{deadline:6e4,rateLimitPatience:3e5,
attemptTimeout:2e4,retryDelay:1e3,sleep:async(time,signal)=>{await delay2(time,void 0,signal?{signal}:{})},...options},signal:options.
signal,apiUrl,send:createConnection(options.userAgent),limited:{until:Number.NEGATIVE_INFINITY,waited:0},dated:{ahead:Number.
NEGATIVE_INFINITY}};return{now:()=>{let now=Math.round(performance.now()+wire.dated.ahead);return Number.isFinite(now)?now:
void 0},pause:attempt2=>wait(wire,backOff(wire,attempt2)),request:async call2=>(await send(wire,call2)).data,readPages:call2=>readPages2(
wire,call2),query:call2=>query(wire,graphqlUrl,call2)}}function backOff({options},attempt2){return options.retryDelay*2**
(attempt2-1)}async function wait({options,signal},milliseconds){signal?.throwIfAborted();try{await options.sleep(milliseconds,
signal)}catch(error2){throw signal?.throwIfAborted(),error2}}async function attempt(wire,call2,left){let{options,signal}=wire,
limit=new AbortController,time=Math.max(1,Math.min(options.attemptTimeout,left)),timer=setTimeout(()=>{limit.abort(new Error(
`no answer within ${time} ms`))},time),either=signal?AbortSignal.any([signal,limit.signal]):limit.signal;try{let answer=await wire.
send(renderRequest(wire,call2),either),{status,headers,text}=answer;takeDate(wire,headers.date);let data=parseBody(text);
if(status>=300)throw new RefusedAnswer({status,headers,data});if(status===204)return{data:void 0,link:headers.link};if(data===
void 0)throw new Error("the body is cut off");return{data,link:headers.link}}catch(error2){throw either.aborted?either.reason:
error2}finally{clearTimeout(timer)}}function takeDate({dated},date=""){let ahead=Date.parse(date)-performance.now();ahead>
dated.ahead&&(dated.ahead=ahead)}function renderRequest({apiUrl,options},{route,parameters}){let[method="",template=""]=route.
split(" ",2),left=new Map(Object.entries(parameters)),path2=template.replace(/\{(\w+)\}/g,(_3,name)=>{let value=left.get(
name);return left.delete(name),encodeURIComponent(String(value))}),url=new URL(path2.startsWith("/")?`${apiUrl}${path2}`:
path2),hasBody=method!=="GET"&&left.size>0;if(method==="GET")for(let[name,value]of left)url.searchParams.set(name,String(
value));return{method,url,headers:{accept:"application/vnd.github+json","x-github-api-version":apiVersion,authorization:`\
token ${options.token}`,...hasBody?{"content-type":"application/json; charset=utf-8"}:{}},body:hasBody?JSON.stringify(Object.
fromEntries(left)):void 0}}function parseBody(text){try{let value=JSON.parse(text);return typeof value=="object"&&value!==
null?value:void 0}catch{return}}async function send(wire,call2,check=()=>{}){let{options,signal}=wire,repeatable=call2.repeatable??
call2.route.startsWith("GET "),end=performance.now()+options.deadline;for(let number=1;;number+=1){signal?.throwIfAborted();
let failure;try{let answer=await attempt(wire,call2,end-performance.now());return check(answer),answer}catch(error3){signal?.
throwIfAborted(),failure=error3 instanceof GitHubError?{error:error3,wait:void 0}:explain(call2,error3,options.token)}let{
error:error2}=failure,isLimited=error2.kind==="rate-limit";if(!(isLimited?call2.isTimely!==!0:error2.kind==="unanswered"&&
repeatable))throw error2;let pause2=failure.wait??(isLimited?unnamedWait*2**(number-1):backOff(wire,number)),now=performance.
now();if(isLimited){if(!takePatience(wire,now,pause2))throw error2;end+=pause2}if(number===maxAttempts||now+pause2>=end)
throw error2;options.log(`${error2.message} Trying again in ${inSeconds(pause2)}.`),await wait(wire,pause2)}}var forgetsAfter=36e5;
function takePatience(wire,now,pause2){let{limited}=wire;now-limited.until>forgetsAfter&&(limited.waited=0);let until=Math.
max(limited.until,now+pause2),waited=limited.waited+until-Math.max(limited.until,now);return waited>wire.options.rateLimitPatience?
!1:(Object.assign(limited,{until,waited}),!0)}async function readPages2(wire,call2){let items=[];for(let page=1;page<=maxPages;page+=
1){let{data,link}=await send(wire,{...call2,parameters:{...call2.parameters,per_page:pageSize,page}});if(!Array.isArray(
data))throw new GitHubError(`Could not ${call2.what}: GitHub's answer is not a list.`,{kind:"refused",status:200});if(items.
push(...data),!(link===void 0?data.length>=pageSize:link.includes('rel="next"')))return items}throw new GitHubError(`Cou\
ld not ${call2.what}: there are more than ${maxPages*pageSize} of them.`,{kind:"refused",status:200})}async function query(wire,graphqlUrl,call2){
let{data}=await send(wire,{route:`POST ${graphqlUrl}`,parameters:{query:call2.query,variables:call2.variables},what:call2.
what,needs:call2.needs,repeatable:call2.repeatable??!1},({data:answered})=>{let{errors=null}=answered,all3=Array.isArray(
errors)?errors:[errors],first=all3.find(error2=>error2!==null);if(!(first===void 0&&all3.length<=1))throw explainGraphqlError(
call2,first,wire.options.token)});return data.data}var package_default={name:"gated-terraform-run",version:"1.0.0"};var userAgent=`${package_default.name}/${package_default.version}`;var kindsOfIds={run:"a run",cv:"a configuration version",ws:"a workspace",plan:"a plan",apply:"an apply",sv:"a state ver\
sion",prj:"a project",org:"an organization",user:"a user",team:"a team"};function prefixOf(text){let prefix2=/^([a-z]+)-[A-Za-z0-9]{16}$/.
exec(text)?.[1]??"";return Object.hasOwn(kindsOfIds,prefix2)?prefix2:void 0}function kindOfId(text){let prefix2=prefixOf(
text);if(prefix2===void 0)return;let rest=text.slice(prefix2.length);return[/[A-Z]/,/[a-z]/,/\d/].every(each=>each.test(
rest))?{prefix:prefix2,kind:kindsOfIds[prefix2]??""}:void 0}var import_fastest_levenshtein=__toESM(require_mod(),1);function findNearest(written,words){let plain=word=>word.trim().
toLowerCase().replaceAll("_","-"),wanted=plain(written);if(wanted===""||wanted.length>100)return;let nearest=(0,import_fastest_levenshtein.closest)(
wanted,words.map(plain));return(0,import_fastest_levenshtein.distance)(wanted,nearest)<=Math.max(2,wanted.length/3)?words.
find(word=>plain(word)===nearest):void 0}var slips={mode:{destroy:"'mode: apply' with 'destroy: true'","plan-destroy":"'mode: plan' with 'destroy: true'","plan-a\
nd-apply":"'apply'","plan-only":"'plan'",speculative:"'plan'",refresh:"'mode: apply' with 'refresh-only: true'","refresh\
-only":"'mode: apply' with 'refresh-only: true'","saved-plan":"'save-plan'",approve:"'mode: apply' with 'approve: true'",
confirm:"'mode: apply' with 'approve: true'","auto-apply":"'mode: apply' with 'approve: true'",reject:"'discard'","force\
-discard":"'discard'",abort:"'cancel'",stop:"'cancel'",status:"'show'",output:"'show'",outputs:"'show'",runs:"'list'",preview:"\
'plan'",drift:"'mode: plan' with 'refresh-only: true'","upload-configuration":"'upload'","workspace-output":"'show'"},"o\
n-blocked":{fail:"'hold' with 'fail-on-blocked: true'",ignore:"'hold' with 'fail-on-blocked: false'",wait:"'hold'",cancel:"\
'discard'"},comment:{true:"'always'",false:"'never'",none:"'never'",off:"'never'",on:"'always'",changes:"'on-changes'",failure:"\
'on-failure'",failed:"'on-failure'",yes:"'always'",no:"'never'",sticky:"'always'",update:"'always'"},"comment-detail":{all:"\
'full'",none:"'counts'",summary:"'counts'",resources:"'addresses'"},"list-scope":{all:"'organization'",org:"'organizatio\
n'",site:"'admin'"}};function suggestLines(line,isRight){let plain=line.replace(/\s#.*$/,"").replace(/^\[(.*)\]$/,"$1").replace(/^[-*•]\s+/,
"").replace(/^resource\./,"").replace(/^https:\/\/github\.com\/([\w-]+)\/?$/,"$1").replaceAll(/\['([^'\]]*)'\]/g,'["$1"]'),
entries=[plain.split(/[,;]/),plain.split(/[,;\s]+/)];for(let parts of entries){let bare=parts.map(part=>part.trim().replace(
/^(["'`]?)@?(.*)\1$/s,"$2")).filter(part=>part!=="");if(bare.length>0&&bare.length<=10&&bare.every(isRight))return bare.
map((entry,index)=>`${index===0&&bare.length>1?"the lines ":""}'${entry}'`)}return[]}var yes=/^(?:true|yes|y|on|1|enabled|always|approved?|lgtm)$/,no=/^(?:false|no|n|off|0|disabled|never|none|reject(?:ed)?|den(?:y|ied))$/,
readFlag=(reader,name)=>{let value=reader.text(name);if(value===void 0)return;if(/^(true|True|TRUE)$/.test(value))return!0;
if(/^(false|False|FALSE)$/.test(value))return!1;let plain=withoutQuotes(value).toLowerCase(),meant=yes.test(plain)?["'tr\
ue'"]:no.test(plain)?["'false'"]:[];reader.reject(name,`is ${quote(value)}`,suggest(meant,"'true' or 'false'"))},readRequiredFlag=(reader,name)=>reader.
text(name)!==void 0?readFlag(reader,name)??!1:(reader.reject(name,"is empty","'true' or 'false'"),!1);function readChoice({
text,reject},name,choices){let value=text(name),found=choices.find(each=>each===value);if(found!==void 0)return found;let plain=withoutQuotes(
value??"").toLowerCase().replaceAll(/[_\s]+/g,"-"),nearest=findNearest(plain,choices),known=slips[name]??{},meant=Object.
hasOwn(known,plain)?known[plain]:nearest&&`'${nearest}'`;return reject(name,value===void 0?"is empty":`is ${quote(value)}`,
suggest(meant===void 0?[]:[meant],choices.map(each=>`'${each}'`).join(", "))),choices[0]}function readCount({text,reject},name,least=0){
let value=text(name);if(value===void 0)return;let number=parseCount(value);if(number!==void 0&&number>=least)return number;
let written=/^(?:#|PR[- #]*|refs\/pull\/|https?:\/\/\S+\/pull\/)(\d+)(?:[/?#].*)?$/i.exec(value)?.[1]??withoutQuotes(value).
replaceAll(/(?<=\d)[,_'\s](?=\d{3}(?!\d))/g,"").replace(/^\+/,"").replace(/\.0+$/,""),meant=parseCount(written);reject(name,
`is ${quote(value)}`,suggest(meant===void 0||meant<least?[]:[`'${meant}'`],`a whole number from ${least} up`))}function parseCount(text){
let number=Number(text);return/^\d+$/.test(text)&&Number.isSafeInteger(number)?number:void 0}var readVersion=({text,reject},name)=>{
let value=text(name),shape=/\d+\.\d+\.\d+(?:[-+][\w.+-]+)?/,[inside]=shape.exec(value??"")??[];if(value===void 0||value===
inside)return value;reject(name,`is ${quote(value)}`,suggest(inside===void 0?[]:[`'${inside}'`],"a whole version such as\
 '1.9.8'; a constraint or 'latest' is a setting of the workspace"))},readName=(reader,name)=>{let value=reader.text(name);
if(value===void 0)return;if(isExpression(value)){refuseExpression(reader,name,value);return}let other=kindOfId(value);if(other!==
void 0&&!(name==="workspace"&&other.prefix==="ws")){reader.reject(name,`is ${quote(value)}, the id of ${other.kind}`,name===
"workspace"?"the name of a workspace, or its id ('ws-\u2026')":`the name of the ${name}`);return}if(/^[\w.-]+$/.test(value))
return value;let meant=readWebAddress(value),selector=name==="workspace"?suggestSelector(value):void 0,lines=suggestLines(
value,each=>/^[\w-]+$/.test(each));reader.reject(name,`is ${quote(value)}`,suggest(selector===void 0?(name==="organizati\
on"?meant?.organization:meant?.workspace)??(name==="organization"&&lines.length>1?[]:lines):[`'${selector}'`],"a name ma\
de of letters, digits, '-', '_' and '.'"))};function suggestSelector(text){let[,word="",rest=""]=/^(tag|label|project)s?\s*[:=]\s*(.+)$/i.
exec(text)??[];return rest===""?void 0:`${word.toLowerCase().replace("label","tag")}:${rest}`}function withoutQuotes(text){
return text.replace(/^(["'`])(.*)\1$/s,"$2")}function readWebAddress(text){let page=/^https?:\/\/[^/\s]+\/app\/([\w.-]+)(?:\/workspaces(?:\/([\w.-]+))?)?(?:[/?#].*)?$/.
exec(text)??/^(?:[\w-]+(?:\.[\w-]+)+\/(?:app\/)?)?([\w-]+)\s*\/\s*([\w-]+)$/.exec(text)??/^([\w-]+)\/$/.exec(text);if(page===
null)return;let[,organization="",workspace]=page;return{organization:[`'${organization}'`],workspace:workspace===void 0?
[]:[`'${workspace}' with 'organization: ${organization}'`]}}function isExpression(text){return/^(?:secrets|vars|env|needs|steps|matrix|inputs|github)\.[\w.-]+$/.
test(text)}var freeTexts=["message","reason","override-reason","comment-key"];function tellUnfilled(names,{text,problems}){
let unfilled=names.flatMap(input=>{let value=freeTexts.includes(input)?"":text(input)??"",[,variable]=/^\$\{?([A-Za-z_]\w*)\}?$/.
exec(value)??[],isWrong=problems.some(each=>each.input===input),meant=variable!==void 0?`env.${variable}`:isWrong&&isExpression(
value)?value:void 0,isWhole=/^\$\{\{[^]*\}\}$/.test(value);return meant===void 0&&!isWhole?[]:[{input,wrong:`is the text\
 ${quote(value)}, not what it stands for`,allowed:suggest(meant===void 0?[]:[`'\${{ ${meant} }}'`],isWhole?"a value; '${\
{ }}' is filled in by the runner, where the workflow itself has it":"a value")}]});return[...problems.filter(({input})=>unfilled.
every(each=>each.input!==input)),...unfilled]}function refuseExpression({reject},name,text,written=text){reject(name,`is\
 the text ${quote(written)}, not what it stands for`,`a value; did you mean '\${{ ${text} }}'?`)}var usualHost="app.terraform.io",otherHosts=/^(?:(?:www\.|api\.|registry\.)?terraform\.io|app\.terraform\.com|(?:portal\.)?cloud\.hashicorp\.com)$/,
leftOut=`TF_HOSTNAME or ${usualHost}`;function readBaseUrl({text,reject}){let hostname=text("hostname"),baseUrl=parseBaseUrl(
hostname??"");return baseUrl===void 0&&reject("hostname",hostname===void 0?"is empty":`is ${quote(withoutSecret(hostname))}`,
suggest(suggestHost(hostname??""),"a host such as 'app.terraform.io' or 'tfe.example.com:8443', without a path; 'http://\
' only for loopback addresses")),baseUrl}function suggestHost(quoted){let text=withoutQuotes(quoted),written=text.includes(
"://")?text:`https://${text}`,host=URL.parse(written)?.host??"";return otherHosts.test(host)?[`'${usualHost}'`]:/^[\w.-]+(?::\d+)?$/.
test(host)&&/^https?:/.test(written)?[`'${host}'`]:[]}function withoutSecret(text){return text.replace(/^([a-z]+:\/\/)?[^/@\s]*@/i,
"$1")}function parseBaseUrl(text){if(text==="")return;if(text===leftOut)return new URL(`https://${usualHost}`);let written=/^[a-z][a-z0-9+.-]*:\/\//i.
test(text)?text:`https://${text}`,url=URL.parse(written);if(url===null||!/^[\w.:[\]-]+$/.test(url.host))return;let isPlain=url.
pathname==="/"&&url.search===""&&url.hash===""&&url.username===""&&url.password===""&&!otherHosts.test(url.host),isSafe=url.
protocol==="https:"||url.protocol==="http:"&&isLoopback(url.hostname);return isPlain&&isSafe?url:void 0}function isLoopback(hostname){
return hostname==="localhost"||hostname==="[::1]"||/^127\.\d+\.\d+\.\d+$/.test(hostname)}var variables={token:"TF_API_TOKEN",hostname:"TF_HOSTNAME",organization:"TF_CLOUD_ORGANIZATION"};function readInput(name){
let given=getInput(name);return isInherited(name)?inherit(name)??given:given}function inheritedInputs(){return Object.keys(
variables).filter(isInherited).filter(input=>inherit(input)!==void 0).map(input=>({input,variable:variables[input]}))}function isInherited(name){
return name in variables}function inherit(name){let given=getInput(name),variable=variables[name],isLeftOut=given===""||
given.startsWith(`${variable} or `),value=process.env[variable]?.trim()??"";if(!(!isLeftOut||value===""))return name==="\
organization"&&!needsOrganization()?void 0:value}function needsOrganization(){let isNamed2=getInput("workspace").split(/\r?\n/).
some(line=>!/^\s*(?:$|[#!]|ws-)/.test(line)),scope=getInput("mode")==="list"?getInput("list-scope"):"workspace";return scope===
"workspace"?isNamed2:scope==="organization"}import{readFileSync}from"node:fs";function readPayload(env){let value=parseFile(env.GITHUB_EVENT_PATH??""),contradiction=contradictionOf(
value,env);return contradiction===void 0?{value,contradiction}:{value:{},contradiction}}function parseFile(path2){if(path2===
"")return{};try{return JSON.parse(readFileSync(path2,"utf8"))}catch{return{}}}function contradictionOf(payload,env){let pull=field(
payload,"pull_request");return[field(payload,"repository"),field(field(pull,"base"),"repo")].map(repository=>otherRepository(
repository,env)).find(found=>found!==void 0)??otherPull(field(pull,"number"),env)??otherPush(payload,env)}function otherRepository(repository,env){
let id=field(repository,"id"),here=Number(env.GITHUB_REPOSITORY_ID);if(typeof id=="number"&&here>0)return id===here?void 0:
`it is of repository ${id}, not ${here}`;let name=field(repository,"full_name"),own=env.GITHUB_REPOSITORY??"";return typeof name!=
"string"||name.toLowerCase()===own.toLowerCase()?void 0:`it is of ${JSON.stringify(name)}, not ${own}`}function otherPull(number,env){
let ref=env.GITHUB_REF??"",[,own]=/^refs\/pull\/(\d+)\/(?:head|merge)$/.exec(ref)??[];return own===void 0||number===void 0||
number===Number(own)?void 0:`it is of pull request ${JSON.stringify(number)}, and GITHUB_REF is ${ref}`}function otherPush(payload,env){
let name=env.GITHUB_EVENT_NAME;if(name==="merge_group"){let group2=field(payload,"merge_group");return otherThan("GITHUB\
_REF",field(group2,"head_ref"),env)??otherThan("GITHUB_SHA",field(group2,"head_sha"),env)}if(name!=="push"||field(payload,
"deleted")===!0)return;let isBranch=env.GITHUB_REF?.startsWith("refs/heads/")===!0;return otherThan("GITHUB_REF",field(payload,
"ref"),env)??(isBranch?otherThan("GITHUB_SHA",field(payload,"after"),env):void 0)}function otherThan(variable,told2,env){
let own=env[variable]??"";return typeof told2!="string"||own===""||told2===own?void 0:`it is of ${JSON.stringify(told2)}\
, and ${variable} is ${own}`}function field(value,key){return typeof value=="object"&&value!==null&&Object.hasOwn(value,
key)?value[key]:void 0}function readWorkflow(env){let get=name2=>env[name2]??"",[owner="",name=""]=get("GITHUB_REPOSITORY").split("/"),server=get(
"GITHUB_SERVER_URL")||"https://github.com",runId=get("GITHUB_RUN_ID"),{value:payload,contradiction}=readPayload(env),runAttempt=get(
"GITHUB_RUN_ATTEMPT")||"1";return{eventName:get("GITHUB_EVENT_NAME"),payload,contradiction,repository:{owner,name},sha:get(
"GITHUB_SHA"),ref:get("GITHUB_REF"),step:[get("GITHUB_WORKFLOW_REF").replace(/@.*$/,"")||get("GITHUB_WORKFLOW"),get("GIT\
HUB_JOB"),get("GITHUB_ACTION")].join(":"),actor:get("GITHUB_TRIGGERING_ACTOR")||get("GITHUB_ACTOR"),firstActor:get("GITH\
UB_ACTOR"),runId,runAttempt,runUrl:`${server}/${owner}/${name}/actions/runs/${runId}/attempts/${runAttempt}`,serverUrl:server,
apiUrl:get("GITHUB_API_URL")||"https://api.github.com",checkout:get("GITHUB_WORKSPACE"),temporaryFolder:get("RUNNER_TEMP")}}function field2(value,key){if(!(typeof value!="object"||value===null))return Object.hasOwn(value,key)?value[key]:void 0}
function numberOf(value){return typeof value=="number"&&Number.isSafeInteger(value)&&value>0?value:void 0}function textOf(value){
return typeof value=="string"&&value!==""?value:void 0}function shaOf(value){return typeof value=="string"&&/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.
test(value)&&!/^0+$/.test(value)?value:void 0}function isFork(head,base){let headRepository=field2(head,"repo"),baseRepository=field2(
base,"repo");if(headRepository===null&&baseRepository!==void 0)return!0;let headId=numberOf(field2(headRepository,"id")),
baseId=numberOf(field2(baseRepository,"id"));if(headId!==void 0&&baseId!==void 0)return headId!==baseId;let headName=textOf(
field2(headRepository,"full_name")),baseName=textOf(field2(baseRepository,"full_name"));if(!(headName===void 0||baseName===
void 0))return!isSameName(headName,baseName)}function isSameName(one,other){return one.toLowerCase()===other.toLowerCase()}async function readPullRequest(github,repository,number){return parsePullRequest(await requestPullRequest(github,repository,
number))}async function requestPullRequest(github,repository,number){return await github.request({route:"GET /repos/{own\
er}/{repo}/pulls/{pull_number}",parameters:{owner:repository.owner,repo:repository.name,pull_number:number},what:`read p\
ull request #${number} of ${fullName(repository)}`,needs:"pull-requests: read"})}async function readPullRequestOfCommit(github,repository,sha,attempts=3){
for(let attempt2=1;;attempt2+=1){let listed=await github.readPages({route:"GET /repos/{owner}/{repo}/commits/{commit_sha\
}/pulls",parameters:{owner:repository.owner,repo:repository.name,commit_sha:sha},what:`list the pull requests of ${sha} \
in ${fullName(repository)}`,needs:"pull-requests: read"}),found=selectPullRequest(listed.map(parsePullRequest).filter(({
baseRepository})=>baseRepository===void 0||isSameName(baseRepository,fullName(repository))),sha);if(found.kind!=="none"||
attempt2>=attempts)return found;await github.pause(attempt2)}}function selectPullRequest(pulls,sha){let choice=[pulls.filter(
pull=>pull.merged&&pull.mergeCommitSha===sha),pulls.filter(pull=>pull.merged||pull.state==="open"&&pull.headSha===sha),pulls.
filter(pull=>pull.state==="open"),pulls].find(each=>each.length>0)??[],[first]=choice;return first===void 0?{kind:"none"}:
choice.length===1?{kind:"one",pullRequest:first}:{kind:"several",numbers:choice.map(({number})=>number)}}async function findPullRequest(github,repository,location){
if(location.kind!=="head"&&location.kind!=="commit")return location;let{sha}=location,found=await readPullRequestOfCommit(
github,repository,sha);switch(found.kind){case"one":{let{number,isFork:isFork2,author}=found.pullRequest;return{kind:"nu\
mber",number,isFork:isFork2||location.kind==="head"&&location.isFork===!0,headSha:sha,author:author?.login}}case"several":
return{kind:"unknown",why:`commit ${sha} belongs to the pull requests ${found.numbers.map(number=>`#${number}`).join(", ")}\
; name one with the pull-request input`};case"none":return location.kind==="commit"?{kind:"none",why:`GitHub names no pu\
ll request that brought commit ${sha}`}:{kind:"unknown",why:`the event names no pull request, as for forks, and GitHub n\
one for commit ${sha}; name one with the pull-request input`}}}function fullName(repository){return`${repository.owner}/${repository.
name}`}function parseAuthor(user){let login=textOf(field2(user,"login")),id=numberOf(field2(user,"id"));if(!(login===void 0||
id===void 0))return{login,id,isBot:field2(user,"type")!=="User"}}function parsePullRequest(document){let head=field2(document,
"head"),base=field2(document,"base"),number=numberOf(field2(document,"number")),headSha=shaOf(field2(head,"sha"));if(number===
void 0||headSha===void 0)throw new GitHubError("Could not read a pull request: GitHub's answer lacks its number or head \
commit.",{kind:"refused",status:200});let labels=field2(document,"labels"),mergedAt=textOf(field2(document,"merged_at"));
return{number,title:textOf(field2(document,"title"))??"",state:textOf(field2(document,"state"))??"",draft:field2(document,
"draft")===!0,merged:field2(document,"merged")===!0||mergedAt!==void 0,headSha,headRef:textOf(field2(head,"ref"))??"",headRepository:textOf(
field2(field2(head,"repo"),"full_name")),baseRef:textOf(field2(base,"ref"))??"",baseSha:textOf(field2(base,"sha"))??"",baseRepository:textOf(
field2(field2(base,"repo"),"full_name")),author:parseAuthor(field2(document,"user")),labels:(Array.isArray(labels)?labels:
[]).flatMap(label=>textOf(field2(label,"name"))??[]),isFork:isFork(head,base)??!0,mergeCommitSha:shaOf(field2(document,"\
merge_commit_sha")),mergedAt,htmlUrl:textOf(field2(document,"html_url"))??""}}var needs="checks: write",maxAnnotations=50,maxCreates=3;async function createCheckRun(github,repository,check){for(let attempt2=1;;attempt2+=
1)try{let made=await github.request({route:"POST /repos/{owner}/{repo}/check-runs",parameters:{...parametersOf(repository),
name:check.name,head_sha:check.headSha,external_id:check.externalId,status:"in_progress"},what:`make a check run on ${check.
headSha.slice(0,7)} of ${fullName(repository)}`,needs}),id=numberOf(field2(made,"id"));if(id!==void 0)return id;throw new GitHubError(
"GitHub's answer about a check run lacks its id.",{kind:"unanswered"})}catch(error2){if(!(error2 instanceof GitHubError&&
error2.kind==="unanswered")||attempt2===maxCreates)throw error2;await github.pause(attempt2);let id=await findCheckRun(github,
repository,check);if(id!==void 0)return id}}async function findCheckRun(github,repository,{headSha,name,externalId}){let list=await github.
request({route:"GET /repos/{owner}/{repo}/commits/{ref}/check-runs",parameters:{...parametersOf(repository),ref:headSha,
check_name:name,filter:"all",per_page:100},what:`list the check runs of ${headSha.slice(0,7)} of ${fullName(repository)}`,
needs:"checks: read"}),found=field2(list,"check_runs");if(!Array.isArray(found))return;let ours=found.find(each=>field2(
each,"external_id")===externalId);return numberOf(field2(ours,"id"))}async function completeCheckRun(github,repository,id,{
conclusion,title,summary:summary2,text,annotations=[]}){let from=0;do{let some=annotations.slice(from,from+maxAnnotations),
end=from===0?{status:"completed",conclusion}:void 0;await github.request({route:"PATCH /repos/{owner}/{repo}/check-runs/\
{check_run_id}",parameters:{...parametersOf(repository),check_run_id:id,...end,output:{title,summary:summary2,...text===
void 0||text===""?{}:{text},...some.length===0?{}:{annotations:some.map(toDocument)}}},what:`end a check run of ${fullName(
repository)}`,needs,repeatable:!0}),from+=maxAnnotations}while(from<annotations.length)}function toDocument({path:path2,
startLine,endLine,level,title,message}){return{path:path2,start_line:startLine,end_line:endLine,annotation_level:level,title,
message}}async function findCheckHead(github,about){let{repository,eventName,payload,location,sha}=about;if(eventName===
"merge_group")return shaOf(field2(field2(payload,"merge_group"),"head_sha"))??shaOf(sha);if(location.kind==="commit")return shaOf(
location.sha);if(location.kind==="none")return shaOf(sha);if(location.kind==="number")return location.headSha??textOf((await readPullRequest(
github,repository,location.number)).headSha)}function parametersOf({owner,name}){return{owner,repo:name}}var lost={GITHUB_OUTPUT:"outputs of this step are missing",GITHUB_STATE:"a run that is left behind is not cleaned up aft\
er the step"},told=new Set;function writeTo(file,write){try{write()}catch(error2){process.exitCode=1;let place=`${file} ${process.
env[file]??""}`;if(told.has(place))return;told.add(place);let why=error2 instanceof Error?error2.message:String(error2);
error(`The runner's file ${file} cannot be written, so ${lost[file]}. (${why})`)}}function writeState(states){writeTo("GITHUB_STATE",()=>{saveState("left",JSON.stringify(states))})}function readState(){
let left;try{left=JSON.parse(getState("left"))}catch{return[]}return Array.isArray(left)?left.flatMap(parseState):[]}var reasons=[
"never-made","settled","confirmed","left-alone"];function parseState(value){let given=value??{},{kind,runId,workspaceId,
message}=given;if(kind==="settle"&&typeof runId=="string")return[{kind,runId}];if(kind==="nothing"){let why=reasons.find(
reason=>reason===given.why);return why===void 0?[]:[{kind,why}]}return kind==="find"&&typeof workspaceId=="string"&&typeof message==
"string"?[{kind,workspaceId,message}]:[]}function writeOpenChecks(checks){saveState("checks",JSON.stringify(checks))}function readOpenChecks(){
let left;try{left=JSON.parse(getState("checks"))}catch{return[]}return Array.isArray(left)?left.flatMap(parseOpenCheck):
[]}function parseOpenCheck(value){let given=value??{},{name,headSha,externalId,id}=given;return typeof name=="string"&&typeof headSha==
"string"&&typeof externalId=="string"?[{name,headSha,externalId,id:typeof id=="number"?id:void 0}]:[]}init_http();import*as https2 from"node:https";var socketTimeout2=2**31-1;function createConnections(userAgent2){let clients=new Map,isDisposed=!1;return{async send(request2,headers,source,signal){
if(isDisposed)throw new InvalidRequestError("The connection to HCP Terraform is closed already: this is a defect of this\
 action, please report it.");let client=clientFor(clients,userAgent2,request2),body=source??(typeof request2.body=="stri\
ng"?request2.body:null),requestInfo=describe2(client,request2,headers,signal);return(await client.requestRaw(requestInfo,
body)).message},dispose(){isDisposed=!0;for(let client of clients.values())client.dispose();clients.clear()}}}function clientFor(clients,userAgent2,{
url,operation}){let keepAlive=operation!=="create"&&operation!=="action",key=`${url.protocol} ${keepAlive}`,client=clients.
get(key)??new HttpClient(userAgent2,[],{allowRedirects:!1,allowRetries:!1,keepAlive,socketTimeout:socketTimeout2});return clients.
set(key,client),client}function describe2(client,{url,method},headers,signal){let isTls=url.protocol==="https:";return{parsedUrl:url,
httpModule:isTls?https2:http_exports,options:{host:url.hostname.replace(/^\[|\]$/g,""),port:url.port===""?isTls?443:80:Number(
url.port),path:url.pathname+url.search,method,headers:{...headers,host:url.host,"user-agent":client.userAgent},agent:client.
getAgent(url.href),signal}}}import{createWriteStream}from"node:fs";import{rename,rm}from"node:fs/promises";import{pipeline}from"node:stream";import{
pipeline as pipelineToEnd}from"node:stream/promises";import{createBrotliDecompress,createGunzip,createInflate}from"node:zlib";import{setTimeout as delay3}from"node:timers/promises";var FailedAttempt=class extends Error{error;failure;constructor(error2,failure){super(error2.message),this.error=error2,
this.failure=failure}};async function untilAborted(promise,signal,discard){return await new Promise((resolve,reject)=>{let onAbort=()=>{
reject(asError(signal.reason))};signal.addEventListener("abort",onAbort,{once:!0}),promise.then(value=>{signal.aborted&&
discard?.(value),resolve(value)},error2=>{reject(asError(error2))}).finally(()=>{signal.removeEventListener("abort",onAbort)}),
signal.aborted&&onAbort()})}async function settled(promise){let timer=new AbortController;await Promise.race([promise?.catch(
()=>{}),delay3(1e3,void 0,{signal:timer.signal}).catch(()=>{})]),timer.abort()}function abortedError(what,reason,ambiguous){
let why=isError(reason)?reason.message:String(reason);return new AbortedError(`${what} was given up because this step is\
 ending: ${why}.${ambiguous?" It may or may not have been carried out.":""}`,{cause:reason,ambiguous})}function asError(reason){
return isError(reason)?reason:new Error(String(reason))}function renderFailure(failure){switch(failure.kind){case"status":
return failure.status===429?"the rate limit was hit (429)":`the server answered ${failure.status}`;case"unknown-host":return"\
the host is not known";case"transport":case"certificate":return"the connection failed";case"deadline":return"no answer i\
n time";case"expired-link":return"the link handed out is dead";case"malformed":return"the answer is not what was asked f\
or"}}var suspect=/(?:^|[:,[])\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;function parseJson(text){if(!suspect.test(text))return JSON.parse(
text);let json=JSON;return json.parse(text,(_key,value,{source})=>typeof value=="number"&&source!==void 0&&!holds(value,
source)?json.rawJSON(source):value)}function holds(value,source){if(String(value)===source)return!0;let[mantissa=""]=source.
split(/e/i),digits=mantissa.replace(/\D/g,"").replace(/^0+|0+$/g,"");if(digits==="")return!0;let size=Math.abs(value);return digits.
length<=15&&size>1e-300&&size<1/0}var documentLimit=32*1024*1024;async function readBody(body,maximumBytes,what){let chunks=[],size=0;for await(let chunk of body)
if(chunks.push(chunk),size+=chunk.length,size>maximumBytes)throw tooLarge2(what,maximumBytes);return Buffer.concat(chunks)}
async function readStart(body,maximumBytes){let chunks=[],size=0;for await(let chunk of body)if(chunks.push(chunk),size+=
chunk.length,size>=maximumBytes)break;return Buffer.concat(chunks).subarray(0,maximumBytes)}async function saveBody(body,file,maximumBytes,what){
let partial=`${file}.${randomUUID()}.partial`,output=createWriteStream(partial,{flags:"wx",mode:384}),localFault;output.
on("error",error2=>{errorCode(error2)?.startsWith("ERR_")!==!0&&(localFault??=error2)});let size=0,fault;try{return await pipelineToEnd(
body,async function*(chunks){try{for await(let chunk of chunks){if(size+=chunk.length,size>maximumBytes)throw tooLarge2(
what,maximumBytes);yield chunk}}catch(error2){throw fault=error2,error2}},output),await rename(partial,file),size}catch(error2){
throw await rm(partial,{force:!0}),fault!==void 0||localFault===void 0?fault??error2:new HcpError(`The answer to GET ${what}\
 cannot be written to ${file}: ${localFault.message}. Check the space and the permissions there.`,{cause:localFault})}}function tooLarge2(what,maximumBytes){
return new MalformedResponseError(`The answer to ${what} is larger than ${Math.round(maximumBytes/1024/1024)} MiB, which\
 is more than this action reads.`)}async function readJson(answer,what,ambiguous){let bytes=await readBody(answer.body,documentLimit,
what);try{let document=parseJson(bytes.toString("utf8"));if(isDocument(document))return document}catch(error3){if(!(error3 instanceof
SyntaxError))throw error3}let error2=noDocument(answer,what,bytes.length,ambiguous);throw new FailedAttempt(error2,{kind:isFramed(
answer)||bytes.length===0||isHtml(answer)?"malformed":"transport"})}function isDocument(value){return typeof value!="obj\
ect"||value===null?!1:"data"in value?typeof value.data=="object"&&value.data!==null:"id"in value&&"attributes"in value}function isFramed({
headers}){return headers["content-length"]!==void 0||headers["transfer-encoding"]!==void 0}function noDocument(answer,what,bytes,ambiguous){
let{headers,status}=answer,type=headers["content-type"]??"without a content type";return new MalformedResponseError(`${what}\
 was answered ${status} with ${bytes} bytes (${type}) that are no document of the API${renderRequestId(headers)}. ${isHtml(
answer)?"An HTML page comes from a proxy or a login page, not from the API: check the hostname and the proxy.":"Check th\
at the hostname is HCP Terraform or Terraform Enterprise."}`,{ambiguous})}function refuseHtml(answer,what){if(!isHtml(answer))
return;let error2=new MalformedResponseError(`GET ${what} was answered ${answer.status} with an HTML page, so it came fr\
om a proxy or a login page, not from HCP Terraform. Check the hostname and the proxy.`);throw new FailedAttempt(error2,{
kind:"malformed"})}function isHtml({headers}){return/^\s*(text\/html|application\/xhtml)/i.test(headers["content-type"]??
"")}function isSuccess({status}){return status>=200&&status<300}function decoded(message){let encoding=message.headers["\
content-encoding"]?.trim().toLowerCase(),decoder=encoding==="gzip"||encoding==="x-gzip"?createGunzip():encoding==="defla\
te"?createInflate():encoding==="br"?createBrotliDecompress():void 0;return decoder===void 0?message:pipeline(message,decoder,
()=>{})}function renderRequestId(headers){let id=headerText(headers["x-request-id"]);return id===void 0?"":` (request id\
 ${id})`}function headerText(value){let text=[value].flat()[0];return text===void 0||text===""?void 0:text.slice(0,200)}function redirectTarget({status,headers}){return[301,302,303,307,308].includes(status)?headers.location:void 0}function resolveFrom(location,base){
return URL.parse(location,base.href)?.href??location}function withQuery(url,query2){let added=Object.entries(query2).filter(
([,value])=>value!==void 0).map(([key,value])=>`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);if(added.
length===0)return url;let merged=new URL(url),kept=url.search.slice(1).split("&").filter(pair=>pair!==""&&!Object.hasOwn(
query2,safeKey(pair)));return merged.search=[...kept,...added].join("&"),merged}function safeKey(pair){let[key=pair]=pair.
split("=");try{return decodeURIComponent(key)}catch{return key}}function signedUrl(text,baseUrl){let url;try{url=new URL(
text,baseUrl)}catch{throw new MalformedResponseError(`${baseUrl.host} handed out a signed URL that is not a URL; report \
it to the server's operator.`)}if(baseUrl.protocol==="https:"&&url.protocol!=="https:"||!["http:","https:"].includes(url.
protocol))throw new MalformedResponseError(`${baseUrl.host} handed out a signed URL with the scheme ${url.protocol} on ${url.
host}, which is not followed from ${baseUrl.protocol}; report it to the server's operator.`);return url}function signedName(url){
return`a signed URL on ${url.host}`}var defaultRetryLimits={attempts:12,overallMilliseconds:18e4},shortestBackoff=500,longestBackoff=15e3,rateLimitSpread=300,
longestRateLimitSpread=1e4,unknownHostAttempts=3,malformedAttempts=4,serverTrouble=new Set([500,502,503,504]),noMore={retry:!1};
function nextAttempt(state,random){let limits=state.limits??defaultRetryLimits;if(state.attempt>=limits.attempts||!isRepeatable(
state))return noMore;let afterMilliseconds=waitFor(state.attempt,state.failure,random);return state.elapsedMilliseconds+
afterMilliseconds>limits.overallMilliseconds?noMore:{retry:!0,afterMilliseconds}}function isRepeatable(state){let{operation,
attempt:attempt2,failure}=state;if(failure.kind==="status"&&failure.status===429)return!0;if(operation==="create"||operation===
"action")return!1;switch(failure.kind){case"status":return serverTrouble.has(failure.status);case"unknown-host":return attempt2<
unknownHostAttempts;case"malformed":return attempt2<malformedAttempts;case"certificate":return!1;case"transport":case"de\
adline":case"expired-link":return!0}}function waitFor(attempt2,failure,random){let asked=failure.kind==="status"?failure.
retryAfterMilliseconds:void 0;if(asked!==void 0&&failure.kind==="status"&&failure.status===429){let spread2=Math.min(longestRateLimitSpread,
rateLimitSpread*2**(attempt2-1));return Math.ceil(asked+random()*spread2)}let ceiling=Math.min(longestBackoff,shortestBackoff*
2**attempt2),backoff=Math.round(shortestBackoff+random()*(ceiling-shortestBackoff));return asked===void 0?backoff:Math.ceil(
Math.max(asked,backoff))}function parseRetryAfter(headers,now){let reset=parseSeconds([headers["x-ratelimit-reset"]].flat()[0],
now),header=headers["retry-after"],retryAfter=parseSeconds(header,now)??parseHttpDate(header,now),asked=Math.max(reset??
0,retryAfter??0);return asked>0?asked:void 0}function parseSeconds(text,now){if(text===void 0||!/^\s*\d+(\.\d+)?\s*$/.test(
text))return;let seconds=Number(text),wait2=seconds>1e9?seconds*1e3-now:seconds*1e3;return Number.isFinite(wait2)?Math.max(
0,wait2):void 0}function parseHttpDate(text,now){let time=timeOf(text);return time===void 0?void 0:Math.max(0,time-now)}
function timeOf(text){if(text===void 0||!/^[A-Za-z]{3,9},? /.test(text))return;let time=Date.parse(text);return Number.isNaN(
time)?void 0:time}var defaultDeadlines={requestMilliseconds:3e4,transferMilliseconds:6e5,overallMilliseconds:defaultRetryLimits.overallMilliseconds,
idleMilliseconds:6e4,answerMilliseconds:18e4,silenceMilliseconds:1e4};function apiRequest(wire,path2,call2){let{query:query2={},
...rest}=call2,{origin,pathname}=wire.baseUrl,root=origin+(pathname==="/"?"/api/v2":pathname.replace(/\/+$/,""));return{
url:withQuery(new URL(root+path2),query2),name:path2,isSigned:!1,deadlineMilliseconds:wire.deadlines.requestMilliseconds,
signal:void 0,...rest}}function signedRequest(wire,url,call2){return{url,name:signedName(url),isSigned:!0,accept:"*/*",deadlineMilliseconds:wire.
deadlines.requestMilliseconds,signal:void 0,...call2}}function describeRequest({method,name,url,isSigned}){return nameRequest(
{method,path:name,host:url.host,isSigned})}function isWrite({operation}){return operation==="create"||operation==="actio\
n"}function adviseAfter(request2){return isWrite(request2)?"It may or may not have been carried out: look at the current st\
ate before repeating it.":"Check the network, the proxy and the service status, then try again."}function explainFault(request2,cause){
if(cause instanceof HcpError||cause instanceof FailedAttempt)return cause;let code=errorCode(cause),kind=faultKind(code),
text=describeFault(cause,request2),ambiguous=isWrite(request2)&&kind==="transport",specific=adviceByCause(request2.url,code,
text),advice=specific===void 0||ambiguous?[adviseAfter(request2),specific].filter(Boolean).join(" "):specific,error2=new TransportError(
`${describeRequest(request2)} failed: ${text}. ${advice}`,{...request2.isSigned?{}:{cause},ambiguous,code});return new FailedAttempt(
error2,{kind})}function faultKind(code=""){return code==="ENOTFOUND"?"unknown-host":certificateCode.test(code)?"certific\
ate":"transport"}var certificateCode=/^(CERT_|CRL_|ERR_TLS_CERT|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_EXCEEDED)/;
function adviceByCause(url,code="",text){let[,proxyStatus]=/statusCode=(\d{3})/.exec(text)??[];return proxyStatus!==void 0?
proxyAdvice(proxyStatus,url.host):certificateCode.test(code)?certificateAdvice(code,url.hostname):/^(EPROTO|ERR_SSL_)/.test(
code)?handshakeAdvice(`${code} ${text}`,url.host):networkAdvice(code,url)}function certificateAdvice(code,host){switch(code){case"\
CERT_HAS_EXPIRED":return`The certificate of ${host}, or of a proxy before it, has expired: have it renewed there; if it \
is valid, the time of this runner is wrong.`;case"CERT_NOT_YET_VALID":return`The certificate of ${host}, or of a proxy b\
efore it, is not valid yet: mostly the time of this runner is wrong.`;case"CERT_REVOKED":return`The certificate of ${host}\
 was revoked: have it replaced there.`;case"ERR_TLS_CERT_ALTNAME_INVALID":case"HOSTNAME_MISMATCH":return`The certificate\
 that came is for another name than ${host}: check the spelling of the hostname, and whether a proxy or a load balancer \
answers in its place.`;case"CERT_SIGNATURE_FAILURE":case"UNABLE_TO_DECRYPT_CERT_SIGNATURE":case"UNABLE_TO_DECODE_ISSUER_\
PUBLIC_KEY":case"ERROR_IN_CERT_NOT_BEFORE_FIELD":case"ERROR_IN_CERT_NOT_AFTER_FIELD":return`The certificate of ${host}, \
or of a proxy before it, is damaged or was made wrongly: have it made anew there.`;case"CERT_CHAIN_TOO_LONG":case"PATH_L\
ENGTH_EXCEEDED":case"INVALID_CA":case"INVALID_PURPOSE":case"CERT_REJECTED":return`A certificate in the chain of ${host},\
 or of a proxy before it, may not be used for this: have the server send the chain that its authority gave it.`;case"UNA\
BLE_TO_GET_CRL":case"UNABLE_TO_DECRYPT_CRL_SIGNATURE":case"CRL_SIGNATURE_FAILURE":case"CRL_NOT_YET_VALID":case"CRL_HAS_E\
XPIRED":case"ERROR_IN_CRL_LAST_UPDATE_FIELD":case"ERROR_IN_CRL_NEXT_UPDATE_FIELD":return`Whether the certificate of ${host}\
 was revoked could not be checked: the list of revoked certificates that Node is given on this runner is missing, damage\
d or out of date.`;case"DEPTH_ZERO_SELF_SIGNED_CERT":case"SELF_SIGNED_CERT_IN_CHAIN":case"UNABLE_TO_GET_ISSUER_CERT":case"\
UNABLE_TO_GET_ISSUER_CERT_LOCALLY":case"UNABLE_TO_VERIFY_LEAF_SIGNATURE":case"CERT_UNTRUSTED":return"The certificate is \
not trusted: give the certificate authority of the server, or of the proxy, to Node by NODE_EXTRA_CA_CERTS in the env of\
 the step or of the runner.";default:return`The certificate of ${host}, or of a proxy before it, was not accepted (${code}\
): have whoever runs the server look at it.`}}function handshakeAdvice(said,host){let has=words=>words.test(said);return has(
/certificate[_ ]required|bad[_ ]certificate|unknown[_ ]ca\b/i)?`What listens at ${host} asks for a certificate of the cl\
ient, which this action does not send: have the runner let in without, or through a proxy that sends it.`:has(/key[_ ]too[_ ]small|md[_ ]too[_ ]weak|unsafe[_ ]legacy/i)?
`The keys or the TLS of ${host} are too weak for this runner: have them renewed there.`:has(/unrecognized[_ ]name/i)?`Wh\
at listens at ${host} knows no such name: check the spelling of the hostname, and whether a load balancer answers in its\
 place.`:`What listens at ${host} speaks another TLS than this runner, or none: check the hostname, its port and the pro\
xy.`}function proxyAdvice(status,host){return status==="407"?"The proxy asks for credentials: give them in https_proxy, \
as http://user:password@host:port.":`The proxy did not connect to ${host} (${status}): have it allowed there, or leave t\
he proxy out by no_proxy.`}function networkAdvice(code,{host}){switch(code){case"ENOTFOUND":return"Check the spelling of\
 the hostname and that the runner can resolve it.";case"EAI_AGAIN":return"The runner's name server gave no answer: check\
 its network, then try again.";case"ECONNREFUSED":return`Nothing listens at ${host} for this runner: check the hostname,\
 its port and the proxy.`;case"ETIMEDOUT":case"EHOSTUNREACH":case"ENETUNREACH":return`This runner does not reach ${host}\
: it may stand in a private network or behind an allow list; check the route, the firewall and the proxy.`;default:return}}
function describeFault(cause,request2){let code=errorCode(cause);return code==="ECONNRESET"||code==="ERR_STREAM_PREMATUR\
E_CLOSE"?`the connection was cut before the answer was complete (${code})`:request2.isSigned?code??"the connection faile\
d":isError(cause)?cause.message:String(cause)}function openEnding(wire,request2){let what=describeRequest(request2),ending=new AbortController,signals=[wire.signal,request2.
signal].filter(one=>one!==void 0),endAborted=isUnderWay=>{let aborted=signals.find(one=>one.aborted);aborted!==void 0&&ending.
abort(abortedError(what,aborted.reason,isUnderWay&&isWrite(request2)))};if(endAborted(!1),ending.signal.aborted)throw asError(
ending.signal.reason);let onAbort=()=>{endAborted(!0)};for(let one of signals)one.addEventListener("abort",onAbort);let giveUp=why=>{
ending.abort(tooLate(request2,why))},timer=setTimeout(()=>{giveUp(`gave no complete answer within ${request2.deadlineMilliseconds/
1e3} s`)},request2.deadlineMilliseconds);return{signal:ending.signal,end(error2){ending.abort(error2)},giveUp,reason:()=>ending.
signal.aborted?asError(ending.signal.reason):void 0,close(){clearTimeout(timer);for(let one of signals)one.removeEventListener(
"abort",onAbort)}}}function tooLate(request2,why){let error2=new DeadlineError(`${describeRequest(request2)} ${why}. ${adviseAfter(
request2)}`,{ambiguous:isWrite(request2)});return new FailedAttempt(error2,{kind:"deadline"})}var usual={share:.74,ease:6e3},weight={longer:.45,shorter:.3,refused:.2},deserted=.5,atFirst=.5,middle=7;function createPressure(isUrgent=!1){
return{ease:0,booked:0,nextAt:0,sent:[],limit:void 0,isUrgent,isTold:!1,underWay:0,answered:[],waiting:0}}function bookRequest(pressure,now,canWait,random){
let{ease,nextAt,limit,isUrgent}=pressure,sent=withinWindow(pressure.sent,now),most=Math.max(1,Math.floor((limit??1/0)*(isUrgent?
1:.8))),oldest=sent.at(-most),own=oldest===void 0?now:oldest+1e3+50,eased=ease>0?nextAt:now,turn=isUrgent?own:canWait?Math.
max(own,eased):now,at=Math.max(now,turn);return pressure.sent=[...sent,at].sort((one,other)=>one-other),pressure.booked+=
1,pressure.nextAt=Math.max(nextAt,at+spacing(pressure,random)),at}function spacing(pressure,random){let{ease,booked}=pressure,
part=Math.min(1.75,(booked+1)/(middle+1));return spread(ease/crowdOf(pressure)*part,random)}function crowdOf({waiting}){
return Math.max(1,waiting/3)}function spread(milliseconds,random){return milliseconds*(.65+.7*random())}function takeOver(urgent,{
limit,isTold,sent,answered},now){urgent.sent.length>0||(Object.assign(urgent,{limit,isTold,answered}),urgent.sent=withinWindow(
sent,now).filter(time=>time<=now))}function withinWindow(times,now){let since=now-1e3-50;return times.filter(time=>time>
since)}function heedAnswer(pressure,now,{status,headers},random){let limit=parseCount2(headers["x-ratelimit-limit"]),remaining=parseCount2(
headers["x-ratelimit-remaining"]),tells=limit!==void 0&&limit>0;(tells||!pressure.isTold&&status<400)&&(pressure.limit=tells?
limit:void 0),pressure.isTold||=tells||status<400;let before=pressure.ease,isRefused=status===429,share=isRefused?1:shareOfAll(
pressure,now,remaining);if(pressure.ease=nextEase(before,share,isRefused),pressure.ease>before){let next=(isRefused?now+
500:now)+spread(pressure.ease/crowdOf(pressure),random);pressure.nextAt=Math.max(pressure.nextAt,next)}else if(pressure.
ease<before){let next=now+spacing(pressure,random);pressure.nextAt=Math.min(pressure.nextAt,next)}}function takeRoom(pressure,now){
let wait2=waitForRoom(pressure,now);return wait2===0&&(pressure.underWay+=1),wait2}function waitForRoom(pressure,now){let{
isTold,underWay,limit=1/0}=pressure;if(!isTold)return underWay<4?0:50;if(ownWithinWindow(pressure,now)<limit)return 0;let[
oldest]=withinWindow(pressure.answered,now);return oldest===void 0?50:oldest+1e3+50-now}async function countRequest(pressure,now,send3){
try{return await send3()}finally{pressure.underWay-=1;let at=now();pressure.answered=[...withinWindow(pressure.answered,
at),at]}}function shareOfAll(pressure,now,remaining){let{limit,sent}=pressure;if(limit===void 0||remaining===void 0)return 0;
let used=Math.max(0,limit-remaining),booked=withinWindow(sent,now).filter(time=>time<=now).length,own=Math.max(booked,ownWithinWindow(
pressure,now));return used-own<=2?0:used/limit}function ownWithinWindow({underWay,answered},now){return underWay+withinWindow(
answered,now).length}function nextEase(ease,share,isRefused){let told2=isRefused?23e3:easeAt(share),by=isRefused?weight.
refused:weightOf(share,told2>ease),first=isRefused?usual.ease:share>usual.share?told2*atFirst:told2,next=ease>0?ease*(told2/
ease)**by:first;return next<500?0:next}function easeAt(share){let steep=share>usual.share?13:8,ease=usual.ease*Math.exp(
steep*(share-usual.share));return Math.min(23e3,ease)}function weightOf(share,isLonger){return share<deserted?1:isLonger?
weight.longer:weight.shorter}function parseCount2(header){let text=[header].flat()[0];return text!==void 0&&/^\d{1,9}$/.
test(text)?Number(text):void 0}function watchProgress(limits,source,{giveUp,sayWaiting}){let sent=0,received=()=>0,answer,idle=watchMovement(limits.idleMilliseconds,
()=>sent,giveUp),{silenceMilliseconds}=limits,silence=watchSilence(silenceMilliseconds,seconds=>{sayWaiting("no answer",
seconds)}),waitForAnswer=()=>{clearInterval(idle),answer??=setTimeout(()=>{received()>0||giveUp(`was not answered within\
 ${limits.answerMilliseconds/1e3} s`)},limits.answerMilliseconds)};return source?.on("data",chunk=>{sent+=chunk.length}),
source?.on("end",waitForAnswer),source===void 0&&waitForAnswer(),{answered({socket}){clearInterval(silence);let before=socket.
bytesRead;received=()=>socket.bytesRead-before,silence=watchSilence(silenceMilliseconds,seconds=>{sayWaiting("no more of\
 the answer",seconds)},received),source?.off("end",waitForAnswer),waitForAnswer(),idle=watchMovement(limits.idleMilliseconds,
received,giveUp)},close(){source?.off("end",waitForAnswer),clearInterval(silence),clearTimeout(answer),clearInterval(idle)}}}
var saidEvery=6;function watchSilence(milliseconds,say,received=()=>0){let before=received(),quiet=0;return setInterval(
()=>{let total=received();quiet=total===before?quiet+1:0,before=total,quiet%saidEvery===1&&say(quiet*milliseconds/1e3)},
milliseconds)}function watchMovement(milliseconds,transferred,giveUp){let moved=0;return setInterval(()=>{let total=transferred();
moved>0&&total-moved<16384&&giveUp(`hardly moved for ${milliseconds/1e3} s`),moved=total},milliseconds)}var jsonApiType="application/vnd.api+json",errorBodyLimit=256*1024;async function exchange2(wire,request2,consume){let started=wire.
clock.now(),what=describeRequest(request2),ending=openEnding(wire,request2),source=openSource(request2,ending),progress=watchProgress(
wire.deadlines,source,{giveUp:ending.giveUp,sayWaiting:(missing2,seconds)=>wire.log?.info(`${what}: ${missing2} for ${seconds}\
 s, still waiting`)}),message,consuming;try{message=await send2(wire,request2,source,ending.signal),progress.answered(message);
let answer=toAnswer(message);request2.isSigned||(heedLimit(wire,answer),heedDate(wire,answer)),consuming=consume(answer);
let result=await untilAborted(consuming,ending.signal);return wire.log?.debug(`${what}: ${answer.status} in ${wire.clock.
now()-started} ms${renderRequestId(answer.headers)}`),result}catch(cause){throw ending.reason()??explainFault(request2,cause)}finally{
progress.close(),ending.close(),message?.readableEnded===!1&&message.destroy(),source?.destroy(),ending.signal.aborted&&
await settled(consuming)}}function openSource(request2,ending){if(typeof request2.body!="object")return;let source=request2.
body.open();return source.on("error",cause=>{ending.end(new HcpError(`${describeRequest(request2)} was given up because \
what is to be sent cannot be read: ${cause.message}`,{cause}))}),source}async function send2({send:send3,token},request2,source,signal){
return await untilAborted(send3(request2,requestHeaders(request2,token),source,signal),signal,late=>late.destroy())}function toAnswer(message){
return{status:message.statusCode??0,headers:message.headers,body:decoded(message)}}function heedLimit({pressure,clock,random},answer){
let{status,headers}=answer,told2={"x-ratelimit-limit":headers["x-ratelimit-limit"],"x-ratelimit-remaining":headers["x-ra\
telimit-remaining"]};heedAnswer(pressure,clock.now(),{status,headers:told2},random)}function heedDate({clock,dated},{headers}){
let ahead=(timeOf(headers.date)??Number.NaN)-clock.now();ahead>dated.ahead&&(dated.ahead=ahead)}function readServerTime({
clock,dated}){let time=clock.now()+dated.ahead;return Number.isFinite(time)?time:clock.wallTime()}function requestHeaders(request2,token){
return{accept:request2.accept??jsonApiType,...request2.acceptsGzip===!0?{"accept-encoding":"gzip"}:{},...request2.isSigned?
{}:{authorization:`Bearer ${token}`},...request2.method==="POST"?{"content-type":jsonApiType}:{},...typeof request2.body==
"object"?{"content-type":"application/octet-stream","content-length":request2.body.size}:{}}}async function refuse(wire,request2,{
status,headers,body}){let text=await readStart(body,errorBodyLimit).then(bytes=>bytes.toString("utf8").replaceAll(wire.token,
"***"),()=>""),retryAfterMilliseconds=parseRetryAfter({"x-ratelimit-reset":headers["x-ratelimit-reset"],"retry-after":headers["\
retry-after"]},timeOf(headers.date)??wire.clock.wallTime()),error2=new ApiError({status,method:request2.method,path:request2.
name,host:request2.url.host,requestId:headerText(headers["x-request-id"]),retryAfterMilliseconds,errors:parseErrors(text),
ambiguous:isWrite(request2)&&status>=500,isSigned:request2.isSigned,uploaded:typeof request2.body=="object"?request2.body.
size:void 0});wire.log?.debug(error2.message);let failure={kind:"status",status,retryAfterMilliseconds};throw new FailedAttempt(
error2,failure)}async function persist(wire,request2,overallMilliseconds,once){let{clock,random,log}=wire,limits={attempts:defaultRetryLimits.
attempts,overallMilliseconds},started=clock.now();for(let attempt2=1;;attempt2+=1){await standBack(wire,request2,attempt2);
let left=overallMilliseconds-(clock.now()-started);try{let send3=async()=>await once(shorten(request2,Math.max(1e3,left)));
return request2.isSigned?await send3():await countRequest(wire.pressure,()=>clock.now(),send3)}catch(error2){if(!(error2 instanceof
FailedAttempt))throw error2;let{operation}=request2,{failure}=error2,elapsedMilliseconds=clock.now()-started,decision=nextAttempt(
{operation,attempt:attempt2,elapsedMilliseconds,failure,limits},random);if(!decision.retry)throw error2.error;let{afterMilliseconds}=decision,
{method,name}=request2;log?.info(`${method} ${name}: ${renderFailure(failure)}; trying again in ${(afterMilliseconds/1e3).
toFixed(1)} s`),await pause(wire,describeRequest(request2),afterMilliseconds,request2)}}}async function standBack(wire,request2,attempt2){
if(request2.isSigned)return;let{clock,pressure,random}=wire,now=clock.now(),canWait=request2.operation!=="action"||attempt2>
1,wait2=bookRequest(pressure,now,canWait,random)-now,room=()=>takeRoom(pressure,clock.now());if(wait2<=0&&(wait2=room()),
!(wait2<=0)){pressure.waiting+=1;try{for(;wait2>0;wait2=room())await pause(wire,describeRequest(request2),wait2,request2)}finally{
pressure.waiting-=1}}}function shorten(request2,milliseconds){return{...request2,deadlineMilliseconds:Math.min(request2.
deadlineMilliseconds,milliseconds)}}async function pause({signal,clock},what,milliseconds,own={}){let signals=[signal,own.
signal].filter(one=>one!==void 0),either=signals.length>1?AbortSignal.any(signals):signals[0];try{await clock.sleep(milliseconds,
either)}catch(error2){if(either?.aborted!==!0)throw error2}if(either?.aborted===!0)throw abortedError(what,either.reason,
!1)}async function readDocument(wire,path2,{query:query2,signal,expect}={}){let request2=apiRequest(wire,path2,{method:"GET",
operation:"read",query:query2,signal});return await call(wire,request2,async(answer,what)=>{let document=await readJson(
answer,what,!1);return expect!==void 0&&insist(document,expect),document})}function insist(document,expect){try{expect(document)}catch(error2){
throw error2 instanceof MalformedResponseError?new FailedAttempt(error2,{kind:"malformed"}):error2}}async function createDocument(wire,path2,document,operation){
let body=JSON.stringify(document),request2=apiRequest(wire,path2,{method:"POST",operation,body});return await call(wire,
request2,async(answer,what)=>readJson(answer,what,operation==="create"))}async function performAction(wire,path2,body){let request2=apiRequest(
wire,path2,{method:"POST",operation:"action",...body===void 0?{}:{body:JSON.stringify(body)}});await call(wire,request2,
expectNoPage)}async function call(wire,request2,consume){let{overallMilliseconds}=wire.deadlines,what=describeRequest(request2);
return await persist(wire,request2,overallMilliseconds,async current=>exchange2(wire,current,async answer=>isSuccess(answer)?
await consume(answer,what):await refuse(wire,current,answer)))}async function expectNoPage(answer,what){if(!((await readBody(
answer.body,documentLimit,what)).length===0||!isHtml(answer)))throw new MalformedResponseError(`${what} was answered ${answer.
status} with an HTML page, so it came from a proxy or a login page, not from HCP Terraform. Check the hostname and the p\
roxy, and look at the current state before repeating it.`,{ambiguous:!0})}var planLimit=512*1024*1024,textLimit=4*1024*1024,mostHops=5;async function upload(wire,url,source){let{transferMilliseconds}=wire.
deadlines,request2=signedRequest(wire,signedUrl(url,wire.baseUrl),{method:"PUT",operation:"upload",body:source,deadlineMilliseconds:transferMilliseconds});
await persist(wire,request2,transferMilliseconds,async first=>followRedirects(wire,first,async(answer,current)=>{if(!isSuccess(
answer))return await refuse(wire,current,answer);await readStart(answer.body,errorBodyLimit)}))}async function download(wire,path2,{
file,maximumBytes=planLimit}){let{transferMilliseconds}=wire.deadlines,request2=apiRequest(wire,path2,{method:"GET",operation:"\
read",accept:"application/json, application/vnd.api+json",acceptsGzip:!0,deadlineMilliseconds:transferMilliseconds});return await persist(
wire,request2,transferMilliseconds,async first=>followRedirects(wire,first,async(answer,current)=>{if(answer.status===204)
return{kind:"empty"};await expectContent(wire,first,current,answer),refuseHtml(answer,current.name);let{body}=answer;return{
kind:"ready",bytes:await saveBody(body,file,maximumBytes,current.name)}}))}async function readText2(wire,path2,{maximumBytes=textLimit}={}){
let{overallMilliseconds}=wire.deadlines,request2=apiRequest(wire,path2,{method:"GET",operation:"read",accept:"*/*",acceptsGzip:!0});
return await persist(wire,request2,overallMilliseconds,async first=>followRedirects(wire,first,async(answer,current)=>answer.
status===204?void 0:(await expectContent(wire,first,current,answer),(await readBody(answer.body,maximumBytes,current.name)).
toString("utf8"))))}async function readSigned(wire,url,{query:query2={},maximumBytes,signal}){let{overallMilliseconds}=wire.
deadlines,where=withQuery(signedUrl(url,wire.baseUrl),query2),request2=signedRequest(wire,where,{method:"GET",operation:"\
read",signal});return await persist(wire,request2,overallMilliseconds,async first=>followRedirects(wire,first,async(answer,current)=>answer.
status===204?new Uint8Array:isSuccess(answer)?await readStart(answer.body,maximumBytes):await refuse(wire,current,answer)))}
async function followRedirects(wire,first,take){let request2=first;for(let hop=0;hop<=mostHops;hop+=1){let step=await takeHop(
wire,request2,take);if(!("next"in step))return step.value;let{next}=step;request2={...request2,url:next,name:signedName(
next),isSigned:!0}}throw new MalformedResponseError(`${describeRequest(first)} was redirected more than ${mostHops} time\
s. Check the proxies between the runner and the server.`)}async function takeHop(wire,request2,take){return await exchange2(
wire,request2,async answer=>{let location=redirectTarget(answer),isFollowed=request2.method==="GET"||[307,308].includes(
answer.status);if(location===void 0||!isFollowed)return{value:await take(answer,request2)};let target=resolveFrom(location,
request2.url);return{next:signedUrl(target,wire.baseUrl)}})}async function expectContent(wire,first,current,answer){if(answer.
status===200)return;if(!current.isSigned||![403,404,410].includes(answer.status))return await refuse(wire,current,answer);
let error2=new ExpiredLinkError(`${describeRequest(first)} handed out ${current.name}, which answered ${answer.status} e\
ach time. Check that the runner may reach ${current.url.host}.`,answer.status);throw new FailedAttempt(error2,{kind:"exp\
ired-link"})}function createTransport(options){if(!/^[\x21-\x7e]+$/.test(options.token))throw new InvalidRequestError("The token is e\
mpty or holds white space or another character that no token has: check that the secret was copied completely, without l\
ine breaks.");let connections=createConnections(options.userAgent),wire={baseUrl:options.baseUrl,token:options.token,clock:options.
clock??systemClock,dated:{ahead:Number.NEGATIVE_INFINITY},signal:options.signal,deadlines:{...defaultDeadlines,...options.
deadlines},random:options.random??Math.random,log:options.log,send:connections.send,pressure:createPressure(),urgent:createPressure(
!0)};return bindTransport(wire,connections)}function bindTransport(wire,connections){return{baseUrl:wire.baseUrl,clock:wire.
clock,signal:wire.signal,serverTime:readServerTime.bind(void 0,wire),readDocument:readDocument.bind(void 0,wire),createDocument:createDocument.
bind(void 0,wire),performAction:performAction.bind(void 0,wire),upload:upload.bind(void 0,wire),download:download.bind(void 0,
wire),readText:readText2.bind(void 0,wire),readSigned:readSigned.bind(void 0,wire),pause:pause.bind(void 0,wire),derive:({
deadlines,...rest})=>{let isUrgent="signal"in rest;isUrgent&&takeOver(wire.urgent,wire.pressure,wire.clock.now());let pressure=isUrgent?
wire.urgent:wire.pressure,changed={...wire,...rest,pressure};return changed.deadlines={...wire.deadlines,...deadlines},bindTransport(
changed,connections)},dispose:connections.dispose}}var firstPause=250,patience={impossible:15e3,missing:1e4,older:5e3};function createLook(read,{clock,signal,record:record2,
complete}){let looks=new WeakSet,trustsTimestamps=!0,keep=(run,before)=>(looks.add(run),isNews(run,before)&&record2.tell(
{kind:"seen",run}),run),whole=async(run,{include,signal:until=signal}={})=>complete===void 0||include?.includes("plan")===
!1?run:await complete(run,wantedOf(run),until);return{hasSeen:run=>looks.has(run),async read(id,options){let begun2=clock.
now();for(let pause2=firstPause;;pause2=Math.min(pause2*2,3e3)){let facts=record2.facts(),before=newest(facts,id),seen=await readSame(
read,id,options).catch(asFault),doubt="fault"in seen?doubtFault(seen.fault,before!==void 0||isNamed(facts,id)):doubtRun(
seen,before,trustsTimestamps),left=patienceLeft(doubt,pause2,clock.now()-begun2),isOver=left<=0;if(isOver&&"fault"in seen)
throw seen.fault;if(isOver&&!("fault"in seen)){if(doubt==="impossible")throw unseen(seen,before);return doubt==="older"&&
(trustsTimestamps=!1),keep(await whole(seen,options),before)}await clock.sleep(Math.min(pause2,left),options?.signal??signal)}}}}
function patienceLeft(doubt,pause2,waited){return doubt===void 0?0:Math.max(pause2===firstPause?pause2:0,patience[doubt]-
waited)}function wantedOf({status,planOnly}){let phase=phaseOf(status);return status==="planning"?{plan:"log",apply:void 0}:
phase==="applying"?{plan:"end",apply:status==="applying"?"log":void 0}:phase==="queued"||phase==="planning"||phase===void 0?
{plan:void 0,apply:void 0}:{plan:"end",apply:phase==="final"&&planOnly!==!0&&!unapplied.has(status)?"end":void 0}}var unapplied=new Set(
["planned_and_finished","policy_soft_failed","discarded"]);function isNews(run,before){return before===void 0||markOf(run)!==
markOf(before)}function markOf(run){let{status,actions:actions2,canceledAt,plan,apply,autoApply}=run,at=Object.keys(run.
statusTimestamps);return JSON.stringify([status,actions2,canceledAt,autoApply,at,plan?.status,plan?.counts,apply?.status,
apply?.counts])}async function readSame(read,id,options){let run=await read(id,options);if(run.id===id)return run;throw new MalformedResponseError(
`HCP Terraform was asked for run ${id} and answered with run ${run.id}. Look for a proxy or a cache between the runner a\
nd the server.`)}function asFault(fault){return{fault}}function doubtFault(fault,isThere){return fault instanceof MalformedResponseError||
isThere&&fault instanceof ApiError&&fault.status===404?"missing":void 0}function doubtRun(run,before,trustsTimestamps){if(before===
void 0)return;if(isYounger(run,before))return"impossible";let lost2=Object.keys(before.statusTimestamps).some(name=>run.
statusTimestamps[name]===void 0);return lost2&&isEarlier(run.status,before.status)?"impossible":lost2&&trustsTimestamps?
"older":void 0}function isYounger({status},before){return isFinal(status)?!1:isFinal(before.status)||isConfirmedOrLater(
before.status)&&!isConfirmedOrLater(status)}function unseen(run,before){return new UnseenRunError(`Run ${run.id} was see\
n ${renderStatus(before?.status??"unknown")}, and since then HCP Terraform answers that it is ${renderStatus(run.status)}\
, which cannot be. What became of it is not known: look at the run in the web interface before anything else is done.`)}function connect({log,clock,signal,...options},open){let transport=createTransport({...options,userAgent,log,clock,signal}),
usual2={way:transport,resources:open.resources(transport)},under=until=>{let way=transport.derive({signal:until});return{
way,resources:open.resources(way)}};return{access:(record2,until=signal,over=same)=>{let{way,resources:own}=until===signal?
usual2:under(until),resources=over(own),look=createLook(async(...given)=>await resources.runs.read(...given),{clock,signal:until,
record:record2,complete:resources.leftOutPhases?.complete});return{hcp:{...resources,runs:{...resources.runs,read:look.read}},
door:open.door(way,{record:record2,hasSeen:look.hasSeen})}},close:()=>{transport.dispose()}}}function same(resources){return resources}var ClosedDoorError=class extends Error{name="ClosedDoorError"};async function act({record:record2,hasSeen},seen,request2,send3){
let why=hasSeen(seen)?objection(record2.facts(),seen,request2):"it was not looked at in this step";if(why!==void 0)throw new ClosedDoorError(
`The ${request2.act} of run ${seen.id} was not sent: ${why}. This is a defect of this action; nothing was done.`);await tellAbout(
record2,{act:request2.act,runId:seen.id},send3)}async function tellAbout({facts,tell},about,send3){let{act:kind,runId}=about,
number=facts().filter(fact=>fact.kind==="sent").length+1;tell({kind:"sent",number,...about});let answered={number,act:kind,
runId};try{let answer=await send3();return tell({kind:"accepted",...answered}),answer}catch(error2){throw tell({kind:isAmbiguous(
error2)?"lost":"refused",...answered}),error2}}function objection(facts,seen,{act:kind,purpose:purpose2}){let{id}=seen;if(newest(
facts,id)?.status!==seen.status)return"it was seen in another state since";if((kind==="confirm"||kind==="cancel")&&wasAccepted(
facts,kind,id))return"the server has accepted one already";if(purpose2==="judged")return objectionOfVerdict(facts,seen,kind);
let isTidying=purpose2==="clean-up"||purpose2==="supersede",isConfirmed=isConfirmedOrLater(seen.status)||isTidying&&standing(
facts).some(sent=>sent.act==="confirm"&&sent.runId===id);return isTidying&&isConfirmed?"it is confirmed, or may be":admissionOf(
facts,id)===void 0?"nothing says that it is the business of this step":void 0}function objectionOfVerdict(facts,{id,status},kind){
let at=facts.findLastIndex(fact=>fact.kind==="judged"&&fact.runId===id),judged=facts[at];if(judged?.kind!=="judged"||judged.
verdict===void 0)return"it was not judged";let since=facts.slice(at+1),hasSent=since.some(fact=>fact.kind==="sent"&&fact.
act!==kind),hasMoved=since.some(fact=>fact.kind==="seen"&&fact.run.id===id&&fact.run.status!==status);return hasSent||hasMoved?
"it was judged before the last thing happened":isPastGate({status})&&kind!=="override"?"it is past its gate":permits(judged.
verdict,kind)?void 0:`the verdict on it is '${judged.verdict.kind}'`}function permits({kind:verdict},kind){return kind===
"confirm"?verdict==="allowed":kind==="override"?verdict!=="refused":kind==="discard"&&(verdict==="refused"||verdict==="b\
locked")}function openEndingDoor(runs2,keys){return{async discard(seen,{purpose:purpose2,comment}){await act(keys,seen,{act:"disc\
ard",purpose:purpose2},async()=>{await runs2.discard(seen.id,comment)})},async cancel(seen,{purpose:purpose2,comment}){await act(
keys,seen,{act:"cancel",purpose:purpose2},async()=>{await runs2.cancel(seen.id,comment)})},async comment(runId,body){return await runs2.
comment(runId,body)}}}function createRecord(onFact=()=>{}){let facts=[];return{facts:()=>facts,tell:fact=>{facts.push(fact),onFact(fact,facts)}}}function renderDuration(milliseconds){let seconds=Math.max(0,Math.round(milliseconds/1e3));if(seconds<60)return`${seconds}\
s`;let minutes=Math.floor(seconds/60);if(minutes<60)return seconds%60===0?`${minutes}m`:`${minutes}m ${seconds%60}s`;let rest=minutes%
60;return rest===0?`${Math.floor(minutes/60)}h`:`${Math.floor(minutes/60)}h ${rest}m`}var quickly=[250,400,600,800];function pollInterval(pace){let{sinceLogEnd,sinceChange,isStreaming,usual:usual2}=pace;return sinceLogEnd!==
void 0&&sinceLogEnd<1e4?quickly.find(step=>sinceLogEnd<step*4)??1e3:isStreaming?15e3:usual2!==void 0&&Math.abs(sinceChange-
usual2)<3e3?1e3:sinceChange<2e3?500:sinceChange<1e4?1e3:sinceChange<6e4?2500:sinceChange<3e5?5e3:1e4}async function lookUntil({hcp,clock,signal},runId,{isSeen,within}){let begun2=clock.now();for(let pause2=200;;pause2=Math.
min(2e3,pause2*1.5)){let run=await hcp.runs.read(runId),left=within-(clock.now()-begun2);if(isSeen(run)||left<=0)return run;
await clock.sleep(Math.min(pause2,left),signal)}}async function waitForEnd({hcp,clock,signal,log},runId,deadline){let begun2=clock.
now(),statusSince=begun2,lastStatus;for(;;){let run=await hcp.runs.read(runId),now=clock.now();if(run.status!==lastStatus&&
(lastStatus=run.status,statusSince=now,log.info(`${renderDuration(now-begun2).padStart(7)}  ${renderStatus(run.status)}`)),
isFinal(run.status)||now>=deadline)return run;let interval=pollInterval({sinceChange:now-statusSince,isStreaming:!1,sinceLogEnd:void 0,
usual:void 0});await clock.sleep(Math.min(interval,deadline-now),signal)}}var lostAnswerMilliseconds=5e3,traceMilliseconds=2e4,mostLostAnswers=2,mostConflicts=5;function failureOf(error2){return error2 instanceof
ApiError&&error2.status===409?"refused":isAmbiguous(error2)?"lost":"failed"}function lostAnswer(run,{action,sent,within,
cause}){let times=sent===1?"once":sent===2?"twice":`${sent} times`;return new LostAnswerError(`The ${action} of run ${run.
id} was sent ${times}, and whether it was taken is not known: ${renderDuration(within)} later the run is ${renderStatus(
run.status)}. It may still take effect, so it is not sent again. Look at the run, then run this step again if it has not\
 changed. The last answer: ${saidBy(cause)}`,{cause})}function mayBePast({planOnly,commentIds,workspaceId}){return planOnly!==!0&&!(commentIds===void 0&&workspaceId!==void 0)}
async function lookFresh({hcp,door,clock,signal},{id,permissions:permissions2},comment){if(permissions2.canComment===!1)
return doubtful("this token may not comment on it");let begun2=clock.now(),commentId=await door.comment(id,`${comment}

${purpose}`).catch(()=>{});if(signal.throwIfAborted(),commentId===void 0)return doubtful("a comment on it was not taken");
let told2=clock.now(),within=Math.max(2500,2*(told2-begun2));for(;;){let run=await hcp.runs.read(id);if(clock.now()-told2>
within)return doubtful("answers about it are of the past");if(run.commentIds?.includes(commentId)===!0)return{kind:"fres\
h",run};await clock.sleep(300,signal)}}var purpose="Before the run is cancelled: an answer that shows this comment is no\
t of the past, in which it was not confirmed yet.";function doubtful(reason){return{kind:"doubtful",why:`whether it was \
confirmed meanwhile is not known (${reason}), and a cancel would end its apply`}}var settleMilliseconds=1e4,effectWithinMilliseconds=2500,mostComments=4;async function settleRun(dependencies,runId,word,{
patience:patience2=settleMilliseconds,seen}={}){let{door,clock,signal}=dependencies,begun2=clock.now();for(let attempt2=1;;attempt2+=
1){let left=patience2-(clock.now()-begun2),mayComment=attempt2===1||attempt2<=mostComments&&left>=2500,known=attempt2===
1?seen:void 0,{run,action,why}=await chooseAction(dependencies,known??await dependencies.hcp.runs.read(runId),word,mayComment);
if(isFinal(run.status))return{did:"nothing",run,why:`it is ${renderStatus(run.status)}`};if(isConfirmedOrLater(run.status))
return leaveConfirmed(run);if(action!==void 0)try{return await door[action](run,word),{did:action,run}}catch(error2){let failure=failureOf(
error2);if(failure==="failed")throw error2;if(failure==="lost")return await lookForEffect(dependencies,runId,action,error2)}else if(run.
canceledAt!==void 0)return{did:"nothing",run,why:"it is being cancelled already"};if(clock.now()-begun2>=patience2)return{
did:"nothing",run,why};await clock.sleep(Math.min(400*attempt2,3e3),signal)}}async function chooseAction(dependencies,seen,{
comment},mayComment){if((isPastGate(seen)?void 0:actionFor(seen))!=="cancel"||!mayBePast(seen))return choose(seen);let fresh=mayComment?
await lookFresh(dependencies,seen,comment):void 0;return fresh?.kind==="fresh"?choose(fresh.run):{run:seen,action:void 0,
why:fresh?.why??stillDoubtful}}function choose(run){return{run,action:actionFor(run),why:whyNeither(run)}}function whyNeither({
actions:actions2,status}){return actions2.isDiscardable!==void 0&&actions2.isCancelable!==void 0?`the server allows neit\
her discard nor cancel while it is ${renderStatus(status)}`:`the server does not tell whether it can be discarded or can\
celled while it is ${renderStatus(status)}`}var stillDoubtful="whether it was confirmed meanwhile is not known, and a ca\
ncel would end its apply";function renderSettled(settled2){let{run,did}=settled2,status=renderStatus(run.status);return did!==
"nothing"?isFinal(run.status)?`Run ${run.id} was left behind; it was asked to ${did}, and is ${status} now.`:`Run ${run.
id} was left behind and was asked to ${did}; it is still ${status}.`:isPastGate(run)?`Run ${run.id} needs no clean-up: ${settled2.
why}.`:`Run ${run.id} was left behind and waits: ${settled2.why}. Decide about it in the web interface.`}async function settleForError(dependencies,runId,comment){
try{let settled2=await settleRun(dependencies,runId,{purpose:"clean-up",comment});return settled2.did==="nothing"?`The r\
un was left as it is: ${settled2.why}.`:`The run was asked to ${settled2.did}.`}catch(error2){return`The run could not b\
e stopped; stop it in the web interface. ${saidBy(error2)}`}}function actionFor({actions:actions2}){return actions2.isDiscardable===
!0?"discard":actions2.isCancelable===!0?"cancel":void 0}function leaveConfirmed(run){return{did:"nothing",run,why:`it is\
 confirmed (${renderStatus(run.status)}); an apply under way is never cancelled`}}async function lookForEffect(dependencies,runId,action,cause){
let within=effectWithinMilliseconds,run=await lookUntil(dependencies,runId,{isSeen:seen=>isPastGate(seen)||seen.canceledAt!==
void 0,within});if(isConfirmedOrLater(run.status)&&!isFinal(run.status))return leaveConfirmed(run);if(isFinal(run.status)||
run.canceledAt!==void 0)return{did:action,run};throw lostAnswer(run,{action,sent:1,within,cause})}function takeTurns(most){let free=Math.max(1,most),queue=[];return async work=>{free>0?free-=1:await new Promise(resolve=>{
queue.push(resolve)});try{return await work()}finally{let next=queue.shift();next===void 0?free+=1:next()}}}async function sideBySide(items,most,work){
let inTurn=takeTurns(most);return await Promise.all(items.map(async item=>await inTurn(async()=>await work(item))))}export{ct,Ai,Oi,es,ts,ie,bs,js,Ss,isTooLarge,ApiError,AbortedError,MalformedResponseError,LogUrlExpiredError,ConfigurationVersionError,
isAmbiguous,isInvalidInclude,parseDocument,parseList,parseAttributes,relatedResource,relatedId,relatedIds,namedIds,includedResource,
camelCased,optionalMembers,optionalFlag,optionalText,texts,optionalAmount,optionalCount,requiredText,toldFlag,flag,statusTimestamps,
path,applies,ingressAttributes,parseVersionOrigin,plans,readPages,parseRun,runs,endingWrites,renderComment,phaseOf,isQueued,
isFinal,isConfirmedOrLater,renderStatus,renderProvenance,parseProvenance,provenanceOf,isOfRepository,isWordless,withoutProvenance,
configurationDigestOf,uploadedDigest,sight,isPlanLast,nextStep,gateAtSight,isGateUntold,isResting,lastText,newest,subjectOf2 as subjectOf,
workspaceOf,isOwn,isAdopted,hasActed,wasConfirmed,isConfirmedHere,endingOf,askedFor,messageOf,logsOf,leftToSettle,claimOf,
unwatched,isPastGate,createHash,createHmac,hash,randomUUID,timingSafeEqual,setOutput,writeTo,RunRefusedError,StrangerError,
AutoApplyError,SavedPlanError,saidBy,GitHubError,isRefusal,lacking,field2 as field,numberOf,textOf,shaOf,isFork,isSameName,
readPullRequest,requestPullRequest,findPullRequest,fullName,parseAuthor,parsePullRequest,createGitHub,userAgent,InvalidInputsError,
quote,suggest,suggestLines,kindsOfIds,prefixOf,findNearest,readFlag,readRequiredFlag,readChoice,readCount,readVersion,readName,
suggestSelector,withoutQuotes,isExpression,tellUnfilled,refuseExpression,readBaseUrl,parseBaseUrl,readInput,inheritedInputs,
readWorkflow,createCheckRun,findCheckRun,completeCheckRun,findCheckHead,writeState,readState,writeOpenChecks,readOpenChecks,
connect,act,tellAbout,openEndingDoor,createRecord,renderDuration,pollInterval,lookUntil,waitForEnd,lostAnswerMilliseconds,
traceMilliseconds,mostLostAnswers,mostConflicts,failureOf,lostAnswer,settleRun,renderSettled,settleForError,takeTurns,sideBySide,
runPhase};

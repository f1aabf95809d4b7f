import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{__export}from"./RXVYH6O5.js";var dist_exports={};__export(dist_exports,{Alias:()=>A2,CST:()=>cst_exports,Composer:()=>v6,Document:()=>y8,Lexer:()=>x2,
LineCounter:()=>s9,Pair:()=>i5,Parser:()=>w9,Scalar:()=>t,Schema:()=>o6,YAMLError:()=>c7,YAMLMap:()=>M2,YAMLParseError:()=>u7,
YAMLSeq:()=>S5,YAMLWarning:()=>p6,isAlias:()=>i,isCollection:()=>f,isDocument:()=>m,isMap:()=>b,isNode:()=>n,isPair:()=>p,
isScalar:()=>e,isSeq:()=>S,parse:()=>E7,parseAllDocuments:()=>h5,parseDocument:()=>a10,stringify:()=>L3,visit:()=>m2,visitAsync:()=>S2});var a=Symbol.for("yaml.alias"),y=Symbol.for("yaml.document"),o=Symbol.for("yaml.map"),l=Symbol.for("yaml.pair"),r=Symbol.
for("yaml.scalar"),s=Symbol.for("yaml.seq"),c=Symbol.for("yaml.node.type"),i=t5=>!!t5&&typeof t5=="object"&&t5[c]===a,m=t5=>!!t5&&
typeof t5=="object"&&t5[c]===y,b=t5=>!!t5&&typeof t5=="object"&&t5[c]===o,p=t5=>!!t5&&typeof t5=="object"&&t5[c]===l,e=t5=>!!t5&&
typeof t5=="object"&&t5[c]===r,S=t5=>!!t5&&typeof t5=="object"&&t5[c]===s;function f(t5){if(t5&&typeof t5=="object")switch(t5[c]){case o:case s:
return!0}return!1}function n(t5){if(t5&&typeof t5=="object")switch(t5[c]){case a:case o:case r:case s:return!0}return!1}
var u=t5=>(e(t5)||f(t5))&&!!t5.anchor;var i2=Symbol("break visit"),V=Symbol("skip children"),s2=Symbol("remove node");function m2(e4,l9){let t5=w(l9);m(e4)?a2(
null,e4.contents,t5,Object.freeze([e4]))===s2&&(e4.contents=null):a2(null,e4,t5,Object.freeze([]))}m2.BREAK=i2,m2.SKIP=V,
m2.REMOVE=s2;function a2(e4,l9,t5,c13){let n12=z(e4,l9,t5,c13);if(n(n12)||p(n12))return A(e4,c13,n12),a2(e4,n12,t5,c13);
if(typeof n12!="symbol"){if(f(l9)){c13=Object.freeze(c13.concat(l9));for(let f12=0;f12<l9.items.length;++f12){let u14=a2(
f12,l9.items[f12],t5,c13);if(typeof u14=="number")f12=u14-1;else{if(u14===i2)return i2;u14===s2&&(l9.items.splice(f12,1),
f12-=1)}}}else if(p(l9)){c13=Object.freeze(c13.concat(l9));let f12=a2("key",l9.key,t5,c13);if(f12===i2)return i2;f12===s2&&
(l9.key=null);let u14=a2("value",l9.value,t5,c13);if(u14===i2)return i2;u14===s2&&(l9.value=null)}}return n12}async function S2(e4,l9){
let t5=w(l9);m(e4)?await b2(null,e4.contents,t5,Object.freeze([e4]))===s2&&(e4.contents=null):await b2(null,e4,t5,Object.
freeze([]))}S2.BREAK=i2,S2.SKIP=V,S2.REMOVE=s2;async function b2(e4,l9,t5,c13){let n12=await z(e4,l9,t5,c13);if(n(n12)||
p(n12))return A(e4,c13,n12),b2(e4,n12,t5,c13);if(typeof n12!="symbol"){if(f(l9)){c13=Object.freeze(c13.concat(l9));for(let f12=0;f12<
l9.items.length;++f12){let u14=await b2(f12,l9.items[f12],t5,c13);if(typeof u14=="number")f12=u14-1;else{if(u14===i2)return i2;
u14===s2&&(l9.items.splice(f12,1),f12-=1)}}}else if(p(l9)){c13=Object.freeze(c13.concat(l9));let f12=await b2("key",l9.key,
t5,c13);if(f12===i2)return i2;f12===s2&&(l9.key=null);let u14=await b2("value",l9.value,t5,c13);if(u14===i2)return i2;u14===
s2&&(l9.value=null)}}return n12}function w(e4){return typeof e4=="object"&&(e4.Collection||e4.Node||e4.Value)?Object.assign(
{Alias:e4.Node,Map:e4.Node,Scalar:e4.Node,Seq:e4.Node},e4.Value&&{Map:e4.Value,Scalar:e4.Value,Seq:e4.Value},e4.Collection&&
{Map:e4.Collection,Seq:e4.Collection},e4):e4}function z(e4,l9,t5,c13){if(typeof t5=="function")return t5(e4,l9,c13);if(b(
l9))return t5.Map?.(e4,l9,c13);if(S(l9))return t5.Seq?.(e4,l9,c13);if(p(l9))return t5.Pair?.(e4,l9,c13);if(e(l9))return t5.
Scalar?.(e4,l9,c13);if(i(l9))return t5.Alias?.(e4,l9,c13)}function A(e4,l9,t5){let c13=l9[l9.length-1];if(f(c13))c13.items[e4]=
t5;else if(p(c13))e4==="key"?c13.key=t5:c13.value=t5;else if(m(c13))c13.contents=t5;else{let n12=i(c13)?"alias":"scalar";
throw new Error(`Cannot replace node with ${n12} parent`)}}var u2={"!":"%21",",":"%2C","[":"%5B","]":"%5D","{":"%7B","}":"%7D"},o2=h6=>h6.replace(/[!,[\]{}]/g,t5=>u2[t5]),n2=class _n{constructor(t5,e4){
this.docStart=null,this.docEnd=!1,this.yaml=Object.assign({},_n.defaultYaml,t5),this.tags=Object.assign({},_n.defaultTags,
e4)}clone(){let t5=new _n(this.yaml,this.tags);return t5.docStart=this.docStart,t5}atDocument(){let t5=new _n(this.yaml,
this.tags);switch(this.yaml.version){case"1.1":this.atNextDocument=!0;break;case"1.2":this.atNextDocument=!1,this.yaml={
explicit:_n.defaultYaml.explicit,version:"1.2"},this.tags=Object.assign({},_n.defaultTags);break}return t5}add(t5,e4){this.
atNextDocument&&(this.yaml={explicit:_n.defaultYaml.explicit,version:"1.1"},this.tags=Object.assign({},_n.defaultTags),this.
atNextDocument=!1);let a11=t5.trim().split(/[ \t]+/),l9=a11.shift();switch(l9){case"%TAG":{if(a11.length!==2&&(e4(0,"%TA\
G directive should contain exactly two parts"),a11.length<2))return!1;let[s10,i8]=a11;return this.tags[s10]=i8,!0}case"%\
YAML":{if(this.yaml.explicit=!0,a11.length!==1)return e4(0,"%YAML directive should contain exactly one part"),!1;let[s10]=a11;
if(s10==="1.1"||s10==="1.2")return this.yaml.version=s10,!0;{let i8=/^\d+\.\d+$/.test(s10);return e4(6,`Unsupported YAML\
 version ${s10}`,i8),!1}}default:return e4(0,`Unknown directive ${l9}`,!0),!1}}tagName(t5,e4){if(t5==="!")return"!";if(t5[0]!==
"!")return e4(`Not a valid tag: ${t5}`),null;if(t5[1]==="<"){let i8=t5.slice(2,-1);return i8==="!"||i8==="!!"?(e4(`Verba\
tim tags aren't resolved, so ${t5} is invalid.`),null):(t5[t5.length-1]!==">"&&e4("Verbatim tags must end with a >"),i8)}
let[,a11,l9]=t5.match(/^(.*!)([^!]*)$/s);l9||e4(`The ${t5} tag has no suffix`);let s10=this.tags[a11];if(s10)try{return s10+
decodeURIComponent(l9)}catch(i8){return e4(String(i8)),null}return a11==="!"?t5:(e4(`Could not resolve tag: ${t5}`),null)}tagString(t5){
for(let[e4,a11]of Object.entries(this.tags))if(t5.startsWith(a11))return e4+o2(t5.substring(a11.length));return t5[0]===
"!"?t5:`!<${t5}>`}toString(t5){let e4=this.yaml.explicit?[`%YAML ${this.yaml.version||"1.2"}`]:[],a11=Object.entries(this.
tags),l9;if(t5&&a11.length>0&&n(t5.contents)){let s10={};m2(t5.contents,(i8,r8)=>{n(r8)&&r8.tag&&(s10[r8.tag]=!0)}),l9=Object.
keys(s10)}else l9=[];for(let[s10,i8]of a11)s10==="!!"&&i8==="tag:yaml.org,2002:"||(!t5||l9.some(r8=>r8.startsWith(i8)))&&
e4.push(`%TAG ${s10} ${i8}`);return e4.join(`
`)}};n2.defaultYaml={explicit:!1,version:"1.2"},n2.defaultTags={"!!":"tag:yaml.org,2002:"};function d(r8){if(/[\x00-\x19\s,[\]{}]/.test(r8)){let n12=`Anchor must not contain whitespace or control characters: ${JSON.
stringify(r8)}`;throw new Error(n12)}return!0}function i3(r8){let t5=new Set;return m2(r8,{Value(n12,e4){e4.anchor&&t5.add(
e4.anchor)}}),t5}function h(r8,t5){for(let n12=1;;++n12){let e4=`${r8}${n12}`;if(!t5.has(e4))return e4}}function p2(r8,t5){
let n12=[],e4=new Map,c13=null;return{onAnchor:s10=>{n12.push(s10),c13??(c13=i3(r8));let o8=h(t5,c13);return c13.add(o8),
o8},setAnchors:()=>{for(let s10 of n12){let o8=e4.get(s10);if(typeof o8=="object"&&o8.anchor&&(e(o8.node)||f(o8.node)))o8.
node.anchor=o8.anchor;else{let a11=new Error("Failed to resolve repeated object (this should not happen)");throw a11.source=
s10,a11}}},sourceObjects:e4}}function s3(o8,c13,d10,e4){if(e4&&typeof e4=="object")if(Array.isArray(e4))for(let f12=0,t5=e4.length;f12<t5;++f12){let n12=e4[f12],
i8=s3(o8,e4,String(f12),n12);i8===void 0?delete e4[f12]:i8!==n12&&(e4[f12]=i8)}else if(e4 instanceof Map)for(let f12 of Array.
from(e4.keys())){let t5=e4.get(f12),n12=s3(o8,e4,f12,t5);n12===void 0?e4.delete(f12):n12!==t5&&e4.set(f12,n12)}else if(e4 instanceof
Set)for(let f12 of Array.from(e4)){let t5=s3(o8,e4,f12,f12);t5===void 0?e4.delete(f12):t5!==f12&&(e4.delete(f12),e4.add(
t5))}else for(let[f12,t5]of Object.entries(e4)){let n12=s3(o8,e4,f12,t5);n12===void 0?delete e4[f12]:n12!==t5&&(e4[f12]=
n12)}return o8.call(c13,d10,e4)}function i4(r8,e4,n12){if(Array.isArray(r8))return r8.map((o8,t5)=>i4(o8,String(t5),n12));if(r8&&typeof r8.toJSON=="func\
tion"){if(!n12||!u(r8))return r8.toJSON(e4,n12);let o8={aliasCount:0,count:1,res:void 0};n12.anchors.set(r8,o8),n12.onCreate=
f12=>{o8.res=f12,delete n12.onCreate};let t5=r8.toJSON(e4,n12);return n12.onCreate&&n12.onCreate(t5),t5}return typeof r8==
"bigint"&&!n12?.keep?Number(r8):r8}var y2=class{constructor(e4){Object.defineProperty(this,c,{value:e4})}clone(){let e4=Object.create(Object.getPrototypeOf(
this),Object.getOwnPropertyDescriptors(this));return this.range&&(e4.range=this.range.slice()),e4}toJS(e4,{mapAsMap:c13,
maxAliasCount:r8,onAnchor:o8,reviver:s10}={}){if(!m(e4))throw new TypeError("A document argument is required");let n12={
anchors:new Map,doc:e4,keep:!0,mapAsMap:c13===!0,mapKeyWarned:!1,maxAliasCount:typeof r8=="number"?r8:100},t5=i4(this,"",
n12);if(typeof o8=="function")for(let{count:i8,res:p9}of n12.anchors.values())o8(p9,i8);return typeof s10=="function"?s3(
s10,{"":t5},"",t5):t5}};var A2=class extends y2{constructor(o8){super(a),this.source=o8,Object.defineProperty(this,"tag",{set(){throw new Error(
"Alias nodes cannot have tags")}})}resolve(o8,e4){if(e4?.maxAliasCount===0)throw new ReferenceError("Alias resolution is\
 disabled");let r8;e4?.aliasResolveCache?r8=e4.aliasResolveCache:(r8=[],m2(o8,{Node:(t5,a11)=>{(i(a11)||u(a11))&&r8.push(
a11)}}),e4&&(e4.aliasResolveCache=r8));let s10;for(let t5 of r8){if(t5===this)break;t5.anchor===this.source&&(s10=t5)}if(s10&&
e4){let{anchors:t5,doc:a11,maxAliasCount:c13}=e4,i8=t5.get(s10);if(i8||(i4(s10,null,e4),i8=t5.get(s10)),i8?.res===void 0){
let u14="This should not happen: Alias anchor was not resolved?";throw new ReferenceError(u14)}if(c13>=0&&(i8.count+=1,i8.
aliasCount===0&&(i8.aliasCount=l2(a11,s10,t5)),i8.count*i8.aliasCount>c13)){let u14="Excessive alias count indicates a r\
esource exhaustion attack";throw new ReferenceError(u14)}}return s10}toJSON(o8,e4){if(!e4)return{source:this.source};let r8=this.
resolve(e4.doc,e4);if(!r8){let s10=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw new ReferenceError(
s10)}return e4.anchors.get(r8).res}toString(o8,e4,r8){let s10=`*${this.source}`;if(o8){if(d(this.source),o8.options.verifyAliasOrder&&
!o8.anchors.has(this.source)){let t5=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw new Error(
t5)}if(o8.implicitKey)return`${s10} `}return s10}};function l2(n12,o8,e4){if(i(o8)){let r8=o8.resolve(n12),s10=e4&&r8&&e4.
get(r8);return s10?s10.count*s10.aliasCount:0}else if(f(o8)){let r8=0;for(let s10 of o8.items){let t5=l2(n12,s10,e4);t5>
r8&&(r8=t5)}return r8}else if(p(o8)){let r8=l2(n12,o8.key,e4),s10=l2(n12,o8.value,e4);return Math.max(r8,s10)}return 1}var E=o8=>!o8||typeof o8!="function"&&typeof o8!="object",t=class extends y2{constructor(r8){super(r),this.value=r8}toJSON(r8,L4){
return L4?.keep?this.value:i4(this.value,r8,L4)}toString(){return String(this.value)}};t.BLOCK_FOLDED="BLOCK_FOLDED",t.BLOCK_LITERAL=
"BLOCK_LITERAL",t.PLAIN="PLAIN",t.QUOTE_DOUBLE="QUOTE_DOUBLE",t.QUOTE_SINGLE="QUOTE_SINGLE";var S3="tag:yaml.org,2002:";function w2(n12,i8,o8){if(i8){let r8=o8.filter(e4=>e4.tag===i8),c13=r8.find(e4=>!e4.format)??
r8[0];if(!c13)throw new Error(`Tag ${i8} not found`);return c13}return o8.find(r8=>r8.identify?.(n12)&&!r8.format)}function T(n12,i8,o8){
if(m(n12)&&(n12=n12.contents),n(n12))return n12;if(p(n12)){let s10=o8.schema[o].createNode?.(o8.schema,null,o8);return s10.
items.push(n12),s10}(n12 instanceof String||n12 instanceof Number||n12 instanceof Boolean||typeof BigInt<"u"&&n12 instanceof
BigInt)&&(n12=n12.valueOf());let{aliasDuplicateObjects:r8,onAnchor:c13,onTagObj:e4,schema:d10,sourceObjects:p9}=o8,t5;if(r8&&
n12&&typeof n12=="object"){if(t5=p9.get(n12),t5)return t5.anchor??(t5.anchor=c13(n12)),new A2(t5.anchor);t5={anchor:null,
node:null},p9.set(n12,t5)}i8?.startsWith("!!")&&(i8=S3+i8.slice(2));let f12=w2(n12,i8,d10.tags);if(!f12){if(n12&&typeof n12.
toJSON=="function"&&(n12=n12.toJSON()),!n12||typeof n12!="object"){let s10=new t(n12);return t5&&(t5.node=s10),s10}f12=n12 instanceof
Map?d10[o]:Symbol.iterator in Object(n12)?d10[s]:d10[o]}e4&&(e4(f12),delete o8.onTagObj);let m7=f12?.createNode?f12.createNode(
o8.schema,n12,o8):typeof f12?.nodeClass?.from=="function"?f12.nodeClass.from(o8.schema,n12,o8):new t(n12);return i8?m7.tag=
i8:f12.default||(m7.tag=f12.tag),t5&&(t5.node=m7),m7}function l3(o8,n12,t5){let e4=t5;for(let s10=n12.length-1;s10>=0;--s10){let r8=n12[s10];if(typeof r8=="number"&&Number.isInteger(
r8)&&r8>=0){let c13=[];c13[r8]=e4,e4=c13}else e4=new Map([[r8,e4]])}return T(e4,void 0,{aliasDuplicateObjects:!1,keepUndefined:!1,
onAnchor:()=>{throw new Error("This should not happen, please report a bug.")},schema:o8,sourceObjects:new Map})}var u3=o8=>o8==
null||typeof o8=="object"&&!!o8[Symbol.iterator]().next().done,g=class extends y2{constructor(n12,t5){super(n12),Object.
defineProperty(this,"schema",{value:t5,configurable:!0,enumerable:!1,writable:!0})}clone(n12){let t5=Object.create(Object.
getPrototypeOf(this),Object.getOwnPropertyDescriptors(this));return n12&&(t5.schema=n12),t5.items=t5.items.map(e4=>n(e4)||
p(e4)?e4.clone(n12):e4),this.range&&(t5.range=this.range.slice()),t5}addIn(n12,t5){if(u3(n12))this.add(t5);else{let[e4,...s10]=n12,
r8=this.get(e4,!0);if(f(r8))r8.addIn(s10,t5);else if(r8===void 0&&this.schema)this.set(e4,l3(this.schema,s10,t5));else throw new Error(
`Expected YAML collection at ${e4}. Remaining path: ${s10}`)}}deleteIn(n12){let[t5,...e4]=n12;if(e4.length===0)return this.
delete(t5);let s10=this.get(t5,!0);if(f(s10))return s10.deleteIn(e4);throw new Error(`Expected YAML collection at ${t5}.\
 Remaining path: ${e4}`)}getIn(n12,t5){let[e4,...s10]=n12,r8=this.get(e4,!0);return s10.length===0?!t5&&e(r8)?r8.value:r8:
f(r8)?r8.getIn(s10,t5):void 0}hasAllNullValues(n12){return this.items.every(t5=>{if(!p(t5))return!1;let e4=t5.value;return e4==
null||n12&&e(e4)&&e4.value==null&&!e4.commentBefore&&!e4.comment&&!e4.tag})}hasIn(n12){let[t5,...e4]=n12;if(e4.length===
0)return this.has(t5);let s10=this.get(t5,!0);return f(s10)?s10.hasIn(e4):!1}setIn(n12,t5){let[e4,...s10]=n12;if(s10.length===
0)this.set(e4,t5);else{let r8=this.get(e4,!0);if(f(r8))r8.setIn(s10,t5);else if(r8===void 0&&this.schema)this.set(e4,l3(
this.schema,s10,t5));else throw new Error(`Expected YAML collection at ${e4}. Remaining path: ${s10}`)}}};var s4=n12=>n12.replace(/^(?!$)(?: $)?/gm,"#");function r2(n12,e4){return/^\n+$/.test(n12)?n12.substring(1):e4?n12.replace(
/^(?! *$)/gm,e4):n12}var t2=(n12,e4,i8)=>n12.endsWith(`
`)?r2(i8,e4):i8.includes(`
`)?`
`+r2(i8,e4):(n12.endsWith(" ")?"":" ")+i8;var E2="flow",O="block",L="quoted";function U(e4,l9,a11="flow",{indentAtStart:g11,lineWidth:c13=80,minContentWidth:r8=20,
onFold:$,onOverflow:k2}={}){if(!c13||c13<0)return e4;c13<r8&&(r8=0);let p9=Math.max(1+r8,1+c13-l9.length);if(e4.length<=
p9)return e4;let u14=[],b8={},i8=c13-l9.length;typeof g11=="number"&&(g11>c13-Math.max(2,r8)?u14.push(0):i8=c13-g11);let h6,
o8,F3=!1,f12=-1,D2=-1,d10=-1;a11===O&&(f12=_(e4,f12,l9.length),f12!==-1&&(i8=f12+p9));for(let n12;n12=e4[f12+=1];){if(a11===
L&&n12==="\\"){switch(D2=f12,e4[f12+1]){case"x":f12+=3;break;case"u":f12+=5;break;case"U":f12+=9;break;default:f12+=1}d10=
f12}if(n12===`
`)a11===O&&(f12=_(e4,f12,l9.length)),i8=f12+l9.length+p9,h6=void 0;else{if(n12===" "&&o8&&o8!==" "&&o8!==`
`&&o8!=="	"){let s10=e4[f12+1];s10&&s10!==" "&&s10!==`
`&&s10!=="	"&&(h6=f12)}if(f12>=i8)if(h6)u14.push(h6),i8=h6+p9,h6=void 0;else if(a11===L){for(;o8===" "||o8==="	";)o8=n12,
n12=e4[f12+=1],F3=!0;let s10=f12>d10+1?f12-2:D2-1;if(b8[s10])return e4;u14.push(s10),b8[s10]=!0,i8=s10+p9,h6=void 0}else
F3=!0}o8=n12}if(F3&&k2&&k2(),u14.length===0)return e4;$&&$();let w10=e4.slice(0,u14[0]);for(let n12=0;n12<u14.length;++n12){
let s10=u14[n12],M3=u14[n12+1]||e4.length;s10===0?w10=`
${l9}${e4.slice(0,M3)}`:(a11===L&&b8[s10]&&(w10+=`${e4[s10]}\\`),w10+=`
${l9}${e4.slice(s10+1,M3)}`)}return w10}function _(e4,l9,a11){let g11=l9,c13=l9+1,r8=e4[c13];for(;r8===" "||r8==="	";)if(l9<
c13+a11)r8=e4[++l9];else{do r8=e4[++l9];while(r8&&r8!==`
`);g11=l9,c13=l9+1,r8=e4[c13]}return g11}var D=(i8,e4)=>({indentAtStart:e4?i8.indent.length:i8.indentAtStart,lineWidth:i8.options.lineWidth,minContentWidth:i8.options.
minContentWidth}),y3=i8=>/^(%|---|\.\.\.)/m.test(i8);function P(i8,e4,n12){if(!e4||e4<0)return!1;let r8=e4-n12,c13=i8.length;
if(c13<=r8)return!1;for(let l9=0,t5=0;l9<c13;++l9)if(i8[l9]===`
`){if(l9-t5>r8)return!0;if(t5=l9+1,c13-t5<=r8)return!1}return!0}function S4(i8,e4){let n12=JSON.stringify(i8);if(e4.options.
doubleQuotedAsJSON)return n12;let{implicitKey:r8}=e4,c13=e4.options.doubleQuotedMinMultiLineLength,l9=e4.indent||(y3(i8)?
"  ":""),t5="",f12=0;for(let s10=0,o8=n12[s10];o8;o8=n12[++s10])if(o8===" "&&n12[s10+1]==="\\"&&n12[s10+2]==="n"&&(t5+=n12.
slice(f12,s10)+"\\ ",s10+=1,f12=s10,o8="\\"),o8==="\\")switch(n12[s10+1]){case"u":{t5+=n12.slice(f12,s10);let u14=n12.substr(
s10+2,4);switch(u14){case"0000":t5+="\\0";break;case"0007":t5+="\\a";break;case"000b":t5+="\\v";break;case"001b":t5+="\\e";
break;case"0085":t5+="\\N";break;case"00a0":t5+="\\_";break;case"2028":t5+="\\L";break;case"2029":t5+="\\P";break;default:
u14.substr(0,2)==="00"?t5+="\\x"+u14.substr(2):t5+=n12.substr(s10,6)}s10+=5,f12=s10+1}break;case"n":if(r8||n12[s10+2]===
'"'||n12.length<c13)s10+=1;else{for(t5+=n12.slice(f12,s10)+`

`;n12[s10+2]==="\\"&&n12[s10+3]==="n"&&n12[s10+4]!=='"';)t5+=`
`,s10+=2;t5+=l9,n12[s10+2]===" "&&(t5+="\\"),s10+=1,f12=s10+1}break;default:s10+=1}return t5=f12?t5+n12.slice(f12):n12,r8?
t5:U(t5,l9,L,D(e4,!1))}function Q(i8,e4){if(e4.options.singleQuote===!1||e4.implicitKey&&i8.includes(`
`)||/[ \t]\n|\n[ \t]/.test(i8))return S4(i8,e4);let n12=e4.indent||(y3(i8)?"  ":""),r8="'"+i8.replace(/'/g,"''").replace(
/\n+/g,`$&
${n12}`)+"'";return e4.implicitKey?r8:U(r8,n12,E2,D(e4,!1))}function h2(i8,e4){let{singleQuote:n12}=e4.options,r8;if(n12===
!1)r8=S4;else{let c13=i8.includes('"'),l9=i8.includes("'");c13&&!l9?r8=Q:l9&&!c13?r8=S4:r8=n12?Q:S4}return r8(i8,e4)}var B;
try{B=new RegExp(`(^|(?<!
))
+(?!
|$)`,"g")}catch{B=/\n+(?!\n|$)/g}function F({comment:i8,type:e4,value:n12},r8,c13,l9){let{blockQuote:t5,commentString:f12,
lineWidth:s10}=r8.options;if(!t5||/\n[\t ]+$/.test(n12))return h2(n12,r8);let o8=r8.indent||(r8.forceBlockIndent||y3(n12)?
"  ":""),u14=t5==="literal"?!0:t5==="folded"||e4===t.BLOCK_FOLDED?!1:e4===t.BLOCK_LITERAL?!0:!P(n12,s10,o8.length);if(!n12)
return u14?`|
`:`>
`;let b8,d10;for(d10=n12.length;d10>0;--d10){let p9=n12[d10-1];if(p9!==`
`&&p9!=="	"&&p9!==" ")break}let a11=n12.substring(d10),k2=a11.indexOf(`
`);k2===-1?b8="-":n12===a11||k2!==a11.length-1?(b8="+",l9&&l9()):b8="",a11&&(n12=n12.slice(0,-a11.length),a11[a11.length-
1]===`
`&&(a11=a11.slice(0,-1)),a11=a11.replace(B,`$&${o8}`));let $=!1,L4,_5=-1;for(L4=0;L4<n12.length;++L4){let p9=n12[L4];if(p9===
" ")$=!0;else if(p9===`
`)_5=L4;else break}let O4=n12.substring(0,_5<L4?_5+1:L4);O4&&(n12=n12.substring(O4.length),O4=O4.replace(/\n+/g,`$&${o8}`));
let w10=($?o8?"2":"1":"")+b8;if(i8&&(w10+=" "+f12(i8.replace(/ ?[\r\n]+/g," ")),c13&&c13()),!u14){let p9=n12.replace(/\n+/g,
`
$&`).replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g,"$1$2").replace(/\n+/g,`$&${o8}`),N3=!1,T3=D(r8,!0);t5!=="\
folded"&&e4!==t.BLOCK_FOLDED&&(T3.onOverflow=()=>{N3=!0});let K3=U(`${O4}${p9}${a11}`,o8,O,T3);if(!N3)return`>${w10}
${o8}${K3}`}return n12=n12.replace(/\n+/g,`$&${o8}`),`|${w10}
${o8}${O4}${n12}${a11}`}function W(i8,e4,n12,r8){let{type:c13,value:l9}=i8,{actualString:t5,implicitKey:f12,indent:s10,indentStep:o8,
inFlow:u14}=e4;if(f12&&l9.includes(`
`)||u14&&/[[\]{},]/.test(l9))return h2(l9,e4);if(/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.
test(l9))return f12||u14||!l9.includes(`
`)?h2(l9,e4):F(i8,e4,n12,r8);if(!f12&&!u14&&c13!==t.PLAIN&&l9.includes(`
`))return F(i8,e4,n12,r8);if(y3(l9)){if(s10==="")return e4.forceBlockIndent=!0,F(i8,e4,n12,r8);if(f12&&s10===o8)return h2(
l9,e4)}let b8=l9.replace(/\n+/g,`$&
${s10}`);if(t5){let d10=$=>$.default&&$.tag!=="tag:yaml.org,2002:str"&&$.test?.test(b8),{compat:a11,tags:k2}=e4.doc.schema;
if(k2.some(d10)||a11?.some(d10))return h2(l9,e4)}return f12?b8:U(b8,s10,E2,D(e4,!1))}function M(i8,e4,n12,r8){let{implicitKey:c13,
inFlow:l9}=e4,t5=typeof i8.value=="string"?i8:Object.assign({},i8,{value:String(i8.value)}),{type:f12}=i8;f12!==t.QUOTE_DOUBLE&&
/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(t5.value)&&(f12=t.QUOTE_DOUBLE);let s10=u14=>{switch(u14){case t.
BLOCK_FOLDED:case t.BLOCK_LITERAL:return c13||l9?h2(t5.value,e4):F(t5,e4,n12,r8);case t.QUOTE_DOUBLE:return S4(t5.value,
e4);case t.QUOTE_SINGLE:return Q(t5.value,e4);case t.PLAIN:return W(t5,e4,n12,r8);default:return null}},o8=s10(f12);if(o8===
null){let{defaultKeyType:u14,defaultStringType:b8}=e4.options,d10=c13&&u14||b8;if(o8=s10(d10),o8===null)throw new Error(
`Unsupported default string type ${d10}`)}return o8}function p3(r8,t5){let l9=Object.assign({blockQuote:!0,commentString:s4,defaultKeyType:null,defaultStringType:"PLAIN",directives:null,
doubleQuotedAsJSON:!1,doubleQuotedMinMultiLineLength:40,falseStr:"false",flowCollectionPadding:!0,indentSeq:!0,lineWidth:80,
minContentWidth:20,nullStr:"null",simpleKeys:!1,singleQuote:null,trailingComma:!1,trueStr:"true",verifyAliasOrder:!0},r8.
schema.toStringOptions,t5),i8;switch(l9.collectionStyle){case"block":i8=!1;break;case"flow":i8=!0;break;default:i8=null}
return{anchors:new Set,doc:r8,flowCollectionPadding:l9.flowCollectionPadding?" ":"",indent:"",indentStep:typeof l9.indent==
"number"?" ".repeat(l9.indent):"  ",inFlow:i8,options:l9}}function v(r8,t5){if(t5.tag){let e4=r8.filter(n12=>n12.tag===t5.
tag);if(e4.length>0)return e4.find(n12=>n12.format===t5.format)??e4[0]}let l9,i8;if(e(t5)){i8=t5.value;let e4=r8.filter(
n12=>n12.identify?.(i8));if(e4.length>1){let n12=e4.filter(o8=>o8.test);n12.length>0&&(e4=n12)}l9=e4.find(n12=>n12.format===
t5.format)??e4.find(n12=>!n12.format)}else i8=t5,l9=r8.find(e4=>e4.nodeClass&&i8 instanceof e4.nodeClass);if(!l9){let e4=i8?.
constructor?.name??(i8===null?"null":typeof i8);throw new Error(`Tag not resolved for ${e4} value`)}return l9}function w3(r8,t5,{
anchors:l9,doc:i8}){if(!i8.directives)return"";let e4=[],n12=(e(r8)||f(r8))&&r8.anchor;n12&&d(n12)&&(l9.add(n12),e4.push(
`&${n12}`));let o8=r8.tag??(t5.default?null:t5.tag);return o8&&e4.push(i8.directives.tagString(o8)),e4.join(" ")}function b3(r8,t5,l9,i8){
if(p(r8))return r8.toString(t5,l9,i8);if(i(r8)){if(t5.doc.directives)return r8.toString(t5);if(t5.resolvedAliases?.has(r8))
throw new TypeError("Cannot stringify circular structure without alias nodes");t5.resolvedAliases?t5.resolvedAliases.add(
r8):t5.resolvedAliases=new Set([r8]),r8=r8.resolve(t5.doc)}let e4,n12=n(r8)?r8:t5.doc.createNode(r8,{onTagObj:f12=>e4=f12});
e4??(e4=v(t5.doc.schema.tags,n12));let o8=w3(n12,e4,t5);o8.length>0&&(t5.indentAtStart=(t5.indentAtStart??0)+o8.length+1);
let s10=typeof e4.stringify=="function"?e4.stringify(n12,t5,l9,i8):e(n12)?M(n12,t5,l9,i8):n12.toString(t5,l9,i8);return o8?
e(n12)||s10[0]==="{"||s10[0]==="["?`${o8} ${s10}`:`${o8}
${t5.indent}${s10}`:s10}function _2({key:t5,value:i8},e4,h6,g11){let{allNullValues:S9,doc:W2,indent:E8,indentStep:N3,options:{commentString:d10,
indentSeq:q2,simpleKeys:a11}}=e4,l9=n(t5)&&t5.comment||null;if(a11){if(l9)throw new Error("With simple keys, key nodes c\
annot have comments");if(f(t5)||!n(t5)&&typeof t5=="object"){let r8="With simple keys, collection cannot be used as a ke\
y value";throw new Error(r8)}}let s10=!a11&&(!t5||l9&&i8==null&&!e4.inFlow||f(t5)||(e(t5)?t5.type===t.BLOCK_FOLDED||t5.type===
t.BLOCK_LITERAL:typeof t5=="object"));e4=Object.assign({},e4,{allNullValues:!1,implicitKey:!s10&&(a11||!S9),indent:E8+N3});
let u14=!1,p9=!1,n12=b3(t5,e4,()=>u14=!0,()=>p9=!0);if(!s10&&!e4.inFlow&&n12.length>1024){if(a11)throw new Error("With s\
imple keys, single line scalar must not span more than 1024 characters");s10=!0}if(e4.inFlow){if(S9||i8==null)return u14&&
h6&&h6(),n12===""?"?":s10?`? ${n12}`:n12}else if(S9&&!a11||i8==null&&s10)return n12=`? ${n12}`,l9&&!u14?n12+=t2(n12,e4.indent,
d10(l9)):p9&&g11&&g11(),n12;u14&&(l9=null),s10?(l9&&(n12+=t2(n12,e4.indent,d10(l9))),n12=`? ${n12}
${E8}:`):(n12=`${n12}:`,l9&&(n12+=t2(n12,e4.indent,d10(l9))));let b8,w10,c13;n(i8)?(b8=!!i8.spaceBefore,w10=i8.commentBefore,
c13=i8.comment):(b8=!1,w10=null,c13=null,i8&&typeof i8=="object"&&(i8=W2.createNode(i8))),e4.implicitKey=!1,!s10&&!l9&&e(
i8)&&(e4.indentAtStart=n12.length+1),p9=!1,!q2&&N3.length>=2&&!e4.inFlow&&!s10&&S(i8)&&!i8.flow&&!i8.tag&&!i8.anchor&&(e4.
indent=e4.indent.substring(2));let $=!1,f12=b3(i8,e4,()=>$=!0,()=>p9=!0),o8=" ";if(l9||b8||w10){if(o8=b8?`
`:"",w10){let r8=d10(w10);o8+=`
${r2(r8,e4.indent)}`}f12===""&&!e4.inFlow?o8===`
`&&c13&&(o8=`

`):o8+=`
${e4.indent}`}else if(!s10&&f(i8)){let r8=f12[0],y12=f12.indexOf(`
`),j2=y12!==-1,A4=e4.inFlow??i8.flow??i8.items.length===0;if(j2||!A4){let B2=!1;if(j2&&(r8==="&"||r8==="!")){let m7=f12.
indexOf(" ");r8==="&"&&m7!==-1&&m7<y12&&f12[m7+1]==="!"&&(m7=f12.indexOf(" ",m7+1)),(m7===-1||y12<m7)&&(B2=!0)}B2||(o8=`\

${e4.indent}`)}}else(f12===""||f12[0]===`
`)&&(o8="");return n12+=o8+f12,e4.inFlow?$&&h6&&h6():c13&&!$?n12+=t2(n12,e4.indent,d10(c13)):p9&&g11&&g11(),n12}function c2(n12,o8){(n12==="debug"||n12==="warn")&&console.warn(o8)}var n3="<<",a3={identify:o8=>o8===n3||typeof o8=="symbol"&&o8.description===n3,default:"key",tag:"tag:yaml.org,2002:merg\
e",test:/^<<$/,resolve:()=>Object.assign(new t(Symbol(n3)),{addToJSMap:u4}),stringify:()=>n3},b4=(o8,e4)=>(a3.identify(e4)||
e(e4)&&(!e4.type||e4.type===t.PLAIN)&&a3.identify(e4.value))&&o8?.doc.schema.tags.some(s10=>s10.tag===a3.tag&&s10.default);
function u4(o8,e4,s10){let r8=d2(o8,s10);if(S(r8))for(let t5 of r8.items)f2(o8,e4,t5);else if(Array.isArray(r8))for(let t5 of r8)
f2(o8,e4,t5);else f2(o8,e4,r8)}function f2(o8,e4,s10){let r8=d2(o8,s10);if(!b(r8))throw new Error("Merge sources must be\
 maps or map aliases");let t5=r8.toJSON(null,o8,Map);for(let[i8,l9]of t5)e4 instanceof Map?e4.has(i8)||e4.set(i8,l9):e4 instanceof
Set?e4.add(i8):Object.prototype.hasOwnProperty.call(e4,i8)||Object.defineProperty(e4,i8,{value:l9,writable:!0,enumerable:!0,
configurable:!0});return e4}function d2(o8,e4){return o8&&i(e4)?e4.resolve(o8.doc,o8):e4}function c3(o8,e4,{key:r8,value:i8}){if(n(r8)&&r8.addToJSMap)r8.addToJSMap(o8,e4,i8);else if(b4(o8,r8))u4(o8,e4,i8);else{
let n12=i4(r8,"",o8);if(e4 instanceof Map)e4.set(n12,i4(i8,n12,o8));else if(e4 instanceof Set)e4.add(n12);else{let t5=g2(
r8,n12,o8),f12=i4(i8,t5,o8);t5 in e4?Object.defineProperty(e4,t5,{value:f12,writable:!0,enumerable:!0,configurable:!0}):
e4[t5]=f12}}return e4}function g2(o8,e4,r8){if(e4===null)return"";if(typeof e4!="object")return String(e4);if(n(o8)&&r8?.
doc){let i8=p3(r8.doc,{});i8.anchors=new Set;for(let t5 of r8.anchors.keys())i8.anchors.add(t5.anchor);i8.inFlow=!0,i8.inStringifyKey=
!0;let n12=o8.toString(i8);if(!r8.mapKeyWarned){let t5=JSON.stringify(n12);t5.length>40&&(t5=t5.substring(0,36)+'..."'),
c2(r8.doc.options.logLevel,`Keys with collection values will be stringified due to JS Object restrictions: ${t5}. Set ma\
pAsMap: true to use object keys.`),r8.mapKeyWarned=!0}return n12}return JSON.stringify(e4)}function d3(s10,r8,e4){let t5=T(s10,void 0,e4),a11=T(r8,void 0,e4);return new i5(t5,a11)}var i5=class _i{constructor(r8,e4=null){
Object.defineProperty(this,c,{value:l}),this.key=r8,this.value=e4}clone(r8){let{key:e4,value:t5}=this;return n(e4)&&(e4=
e4.clone(r8)),n(t5)&&(t5=t5.clone(r8)),new _i(e4,t5)}toJSON(r8,e4){let t5=e4?.mapAsMap?new Map:{};return c3(e4,t5,this)}toString(r8,e4,t5){
return r8?.doc?_2(this,r8,e4,t5):JSON.stringify(this)}};function j(c13,i8,m7){return(i8.inFlow??c13.flow?P2:F2)(c13,i8,m7)}function F2({comment:c13,items:i8},m7,{blockItemPrefix:s10,
flowChars:a11,itemIndent:g11,onChompKeep:d10,onComment:y12}){let{indent:B2,options:{commentString:o8}}=m7,k2=Object.assign(
{},m7,{indent:g11,type:null}),n12=!1,f12=[];for(let t5=0;t5<i8.length;++t5){let e4=i8[t5],l9=null;if(n(e4))!n12&&e4.spaceBefore&&
f12.push(""),w4(m7,f12,e4.commentBefore,n12),e4.comment&&(l9=e4.comment);else if(p(e4)){let r8=n(e4.key)?e4.key:null;r8&&
(!n12&&r8.spaceBefore&&f12.push(""),w4(m7,f12,r8.commentBefore,n12))}n12=!1;let u14=b3(e4,k2,()=>l9=null,()=>n12=!0);l9&&
(u14+=t2(u14,g11,o8(l9))),n12&&l9&&(n12=!1),f12.push(s10+u14)}let p9;if(f12.length===0)p9=a11.start+a11.end;else{p9=f12[0];
for(let t5=1;t5<f12.length;++t5){let e4=f12[t5];p9+=e4?`
${B2}${e4}`:`
`}}return c13?(p9+=`
`+r2(o8(c13),B2),y12&&y12()):n12&&d10&&d10(),p9}function P2({items:c13},i8,{flowChars:m7,itemIndent:s10}){let{indent:a11,
indentStep:g11,flowCollectionPadding:d10,options:{commentString:y12}}=i8;s10+=g11;let B2=Object.assign({},i8,{indent:s10,
inFlow:!0,type:null}),o8=!1,k2=0,n12=[];for(let t5=0;t5<c13.length;++t5){let e4=c13[t5],l9=null;if(n(e4))e4.spaceBefore&&
n12.push(""),w4(i8,n12,e4.commentBefore,!1),e4.comment&&(l9=e4.comment);else if(p(e4)){let r8=n(e4.key)?e4.key:null;r8&&
(r8.spaceBefore&&n12.push(""),w4(i8,n12,r8.commentBefore,!1),r8.comment&&(o8=!0));let h6=n(e4.value)?e4.value:null;h6?(h6.
comment&&(l9=h6.comment),h6.commentBefore&&(o8=!0)):e4.value==null&&r8?.comment&&(l9=r8.comment)}l9&&(o8=!0);let u14=b3(
e4,B2,()=>l9=null);o8||(o8=n12.length>k2||u14.includes(`
`)),t5<c13.length-1?u14+=",":i8.options.trailingComma&&(i8.options.lineWidth>0&&(o8||(o8=n12.reduce((r8,h6)=>r8+h6.length+
2,2)+(u14.length+2)>i8.options.lineWidth)),o8&&(u14+=",")),l9&&(u14+=t2(u14,s10,y12(l9))),n12.push(u14),k2=n12.length}let{
start:f12,end:p9}=m7;if(n12.length===0)return f12+p9;if(!o8){let t5=n12.reduce((e4,l9)=>e4+l9.length+2,2);o8=i8.options.
lineWidth>0&&t5>i8.options.lineWidth}if(o8){let t5=f12;for(let e4 of n12)t5+=e4?`
${g11}${a11}${e4}`:`
`;return`${t5}
${a11}${p9}`}else return`${f12}${d10}${n12.join(" ")}${d10}${p9}`}function w4({indent:c13,options:{commentString:i8}},m7,s10,a11){
if(s10&&a11&&(s10=s10.replace(/^\n+/,"")),s10){let g11=r2(i8(s10),c13);m7.push(g11.trimStart())}}function f3(c13,e4){let i8=e(e4)?e4.value:e4;for(let t5 of c13)if(p(t5)&&(t5.key===e4||t5.key===i8||e(t5.key)&&t5.key.value===
i8))return t5}var M2=class extends g{static get tagName(){return"tag:yaml.org,2002:map"}constructor(e4){super(o,e4),this.
items=[]}static from(e4,i8,t5){let{keepUndefined:s10,replacer:r8}=t5,o8=new this(e4),l9=(n12,a11)=>{if(typeof r8=="funct\
ion")a11=r8.call(i8,n12,a11);else if(Array.isArray(r8)&&!r8.includes(n12))return;(a11!==void 0||s10)&&o8.items.push(d3(n12,
a11,t5))};if(i8 instanceof Map)for(let[n12,a11]of i8)l9(n12,a11);else if(i8&&typeof i8=="object")for(let n12 of Object.keys(
i8))l9(n12,i8[n12]);return typeof e4.sortMapEntries=="function"&&o8.items.sort(e4.sortMapEntries),o8}add(e4,i8){let t5;p(
e4)?t5=e4:!e4||typeof e4!="object"||!("key"in e4)?t5=new i5(e4,e4?.value):t5=new i5(e4.key,e4.value);let s10=f3(this.items,
t5.key),r8=this.schema?.sortMapEntries;if(s10){if(!i8)throw new Error(`Key ${t5.key} already set`);e(s10.value)&&E(t5.value)?
s10.value.value=t5.value:s10.value=t5.value}else if(r8){let o8=this.items.findIndex(l9=>r8(t5,l9)<0);o8===-1?this.items.
push(t5):this.items.splice(o8,0,t5)}else this.items.push(t5)}delete(e4){let i8=f3(this.items,e4);return i8?this.items.splice(
this.items.indexOf(i8),1).length>0:!1}get(e4,i8){let s10=f3(this.items,e4)?.value;return(!i8&&e(s10)?s10.value:s10)??void 0}has(e4){
return!!f3(this.items,e4)}set(e4,i8){this.add(new i5(e4,i8),!0)}toJSON(e4,i8,t5){let s10=t5?new t5:i8?.mapAsMap?new Map:
{};i8?.onCreate&&i8.onCreate(s10);for(let r8 of this.items)c3(i8,s10,r8);return s10}toString(e4,i8,t5){if(!e4)return JSON.
stringify(this);for(let s10 of this.items)if(!p(s10))throw new Error(`Map items must all be pairs; found ${JSON.stringify(
s10)} instead`);return!e4.allNullValues&&this.hasAllNullValues(!1)&&(e4=Object.assign({},e4,{allNullValues:!0})),j(this,
e4,{blockItemPrefix:"",flowChars:{start:"{",end:"}"},itemIndent:e4.indent||"",onChompKeep:t5,onComment:i8})}};var p4={collection:"map",default:!0,nodeClass:M2,tag:"tag:yaml.org,2002:map",resolve(o8,t5){return b(o8)||t5("Expected a\
 mapping for this tag"),o8},createNode:(o8,t5,e4)=>M2.from(o8,t5,e4)};var S5=class extends g{static get tagName(){return"tag:yaml.org,2002:seq"}constructor(t5){super(s,t5),this.items=[]}add(t5){
this.items.push(t5)}delete(t5){let e4=f4(t5);return typeof e4!="number"?!1:this.items.splice(e4,1).length>0}get(t5,e4){let i8=f4(
t5);if(typeof i8!="number")return;let r8=this.items[i8];return!e4&&e(r8)?r8.value:r8}has(t5){let e4=f4(t5);return typeof e4==
"number"&&e4<this.items.length}set(t5,e4){let i8=f4(t5);if(typeof i8!="number")throw new Error(`Expected a valid index, \
not ${t5}.`);let r8=this.items[i8];e(r8)&&E(e4)?r8.value=e4:this.items[i8]=e4}toJSON(t5,e4){let i8=[];e4?.onCreate&&e4.onCreate(
i8);let r8=0;for(let s10 of this.items)i8.push(i4(s10,String(r8++),e4));return i8}toString(t5,e4,i8){return t5?j(this,t5,
{blockItemPrefix:"- ",flowChars:{start:"[",end:"]"},itemIndent:(t5.indent||"")+"  ",onChompKeep:i8,onComment:e4}):JSON.stringify(
this)}static from(t5,e4,i8){let{replacer:r8}=i8,s10=new this(t5);if(e4&&Symbol.iterator in Object(e4)){let l9=0;for(let o8 of e4){
if(typeof r8=="function"){let u14=e4 instanceof Set?o8:String(l9++);o8=r8.call(e4,u14,o8)}s10.items.push(T(o8,void 0,i8))}}
return s10}};function f4(n12){let t5=e(n12)?n12.value:n12;return t5&&typeof t5=="string"&&(t5=Number(t5)),typeof t5=="nu\
mber"&&Number.isInteger(t5)&&t5>=0?t5:null}var a4={collection:"seq",default:!0,nodeClass:S5,tag:"tag:yaml.org,2002:seq",resolve(e4,o8){return S(e4)||o8("Expected a\
 sequence for this tag"),e4},createNode:(e4,o8,r8)=>S5.from(e4,o8,r8)};var n4={identify:t5=>typeof t5=="string",default:!0,tag:"tag:yaml.org,2002:str",resolve:t5=>t5,stringify(t5,r8,i8,e4){return r8=
Object.assign({actualString:!0},r8),M(t5,r8,i8,e4)}};var n5={identify:t5=>t5==null,createNode:()=>new t(null),default:!0,tag:"tag:yaml.org,2002:null",test:/^(?:~|[Nn]ull|NULL)?$/,
resolve:()=>new t(null),stringify:({source:t5},e4)=>typeof t5=="string"&&n5.test.test(t5)?t5:e4.options.nullStr};var r3={identify:t5=>typeof t5=="boolean",default:!0,tag:"tag:yaml.org,2002:bool",test:/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
resolve:t5=>new t(t5[0]==="t"||t5[0]==="T"),stringify({source:t5,value:o8},e4){if(t5&&r3.test.test(t5)){let n12=t5[0]===
"t"||t5[0]==="T";if(o8===n12)return t5}return o8?e4.options.trueStr:e4.options.falseStr}};function o3({format:s10,minFractionDigits:f12,tag:r8,value:t5}){if(typeof t5=="bigint")return String(t5);let i8=typeof t5==
"number"?t5:Number(t5);if(!isFinite(i8))return isNaN(i8)?".nan":i8<0?"-.inf":".inf";let n12=Object.is(t5,-0)?"-0":JSON.stringify(
t5);if(!s10&&f12&&(!r8||r8==="tag:yaml.org,2002:float")&&/^-?\d/.test(n12)&&!n12.includes("e")){let e4=n12.indexOf(".");
e4<0&&(e4=n12.length,n12+=".");let g11=f12-(n12.length-e4-1);for(;g11-- >0;)n12+="0"}return n12}var r4={identify:t5=>typeof t5=="number",default:!0,tag:"tag:yaml.org,2002:float",test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
resolve:t5=>t5.slice(-3).toLowerCase()==="nan"?NaN:t5[0]==="-"?Number.NEGATIVE_INFINITY:Number.POSITIVE_INFINITY,stringify:o3},
i6={identify:t5=>typeof t5=="number",default:!0,tag:"tag:yaml.org,2002:float",format:"EXP",test:/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
resolve:t5=>parseFloat(t5),stringify(t5){let e4=Number(t5.value);return isFinite(e4)?e4.toExponential():o3(t5)}},f5={identify:t5=>typeof t5==
"number",default:!0,tag:"tag:yaml.org,2002:float",test:/^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,resolve(t5){let e4=new t(parseFloat(
t5)),a11=t5.indexOf(".");return a11!==-1&&t5[t5.length-1]==="0"&&(e4.minFractionDigits=t5.length-a11-1),e4},stringify:o3};var e2=t5=>typeof t5=="bigint"||Number.isInteger(t5),o4=(t5,n12,r8,{intAsBigInt:i8})=>i8?BigInt(t5):parseInt(t5.substring(
n12),r8);function f6(t5,n12,r8){let{value:i8}=t5;return e2(i8)&&i8>=0?r8+i8.toString(n12):o3(t5)}var g3={identify:t5=>e2(
t5)&&t5>=0,default:!0,tag:"tag:yaml.org,2002:int",format:"OCT",test:/^0o[0-7]+$/,resolve:(t5,n12,r8)=>o4(t5,2,8,r8),stringify:t5=>f6(
t5,8,"0o")},a5={identify:e2,default:!0,tag:"tag:yaml.org,2002:int",test:/^[-+]?[0-9]+$/,resolve:(t5,n12,r8)=>o4(t5,0,10,
r8),stringify:o3},y4={identify:t5=>e2(t5)&&t5>=0,default:!0,tag:"tag:yaml.org,2002:int",format:"HEX",test:/^0x[0-9a-fA-F]+$/,
resolve:(t5,n12,r8)=>o4(t5,2,16,r8),stringify:t5=>f6(t5,16,"0x")};var s5=[p4,a4,n4,n5,r3,g3,a5,y4,r4,i6,f5];function n6(t5){return typeof t5=="bigint"||Number.isInteger(t5)}var e3=({value:t5})=>JSON.stringify(t5),l4=[{identify:t5=>typeof t5==
"string",default:!0,tag:"tag:yaml.org,2002:str",resolve:t5=>t5,stringify:e3},{identify:t5=>t5==null,createNode:()=>new t(
null),default:!0,tag:"tag:yaml.org,2002:null",test:/^null$/,resolve:()=>null,stringify:e3},{identify:t5=>typeof t5=="boo\
lean",default:!0,tag:"tag:yaml.org,2002:bool",test:/^true$|^false$/,resolve:t5=>t5==="true",stringify:e3},{identify:n6,default:!0,
tag:"tag:yaml.org,2002:int",test:/^-?(?:0|[1-9][0-9]*)$/,resolve:(t5,r8,{intAsBigInt:i8})=>i8?BigInt(t5):parseInt(t5,10),
stringify:({value:t5})=>n6(t5)?t5.toString():JSON.stringify(t5)},{identify:t5=>typeof t5=="number",default:!0,tag:"tag:y\
aml.org,2002:float",test:/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,resolve:t5=>parseFloat(t5),stringify:e3}],
f7={default:!0,tag:"",test:/^/,resolve(t5,r8){return r8(`Unresolved plain scalar ${JSON.stringify(t5)}`),t5}},g4=[p4,a4].
concat(l4,f7);var c4={identify:n12=>n12 instanceof Uint8Array,default:!1,tag:"tag:yaml.org,2002:binary",resolve(n12,t5){if(typeof atob==
"function"){let e4=atob(n12.replace(/[\n\r]/g,"")),r8=new Uint8Array(e4.length);for(let i8=0;i8<e4.length;++i8)r8[i8]=e4.
charCodeAt(i8);return r8}else return t5("This environment does not support reading binary tags; either Buffer or atob is\
 required"),n12},stringify({comment:n12,type:t5,value:e4},r8,i8,b8){if(!e4)return"";let g11=e4,a11;if(typeof btoa=="func\
tion"){let o8="";for(let s10=0;s10<g11.length;++s10)o8+=String.fromCharCode(g11[s10]);a11=btoa(o8)}else throw new Error(
"This environment does not support writing binary tags; either Buffer or btoa is required");if(t5??(t5=t.BLOCK_LITERAL),
t5!==t.QUOTE_DOUBLE){let o8=Math.max(r8.options.lineWidth-r8.indent.length,r8.options.minContentWidth),s10=Math.ceil(a11.
length/o8),h6=new Array(s10);for(let f12=0,u14=0;f12<s10;++f12,u14+=o8)h6[f12]=a11.substr(u14,o8);a11=h6.join(t5===t.BLOCK_LITERAL?
`
`:" ")}return M({comment:n12,type:t5,value:a11},r8,i8,b8)}};function p5(n12,r8){if(S(n12))for(let i8=0;i8<n12.items.length;++i8){let e4=n12.items[i8];if(!p(e4)){if(b(e4)){e4.items.
length>1&&r8("Each pair must have its own sequence indicator");let o8=e4.items[0]||new i5(new t(null));if(e4.commentBefore&&
(o8.key.commentBefore=o8.key.commentBefore?`${e4.commentBefore}
${o8.key.commentBefore}`:e4.commentBefore),e4.comment){let m7=o8.value??o8.key;m7.comment=m7.comment?`${e4.comment}
${m7.comment}`:e4.comment}e4=o8}n12.items[i8]=p(e4)?e4:new i5(e4)}}else r8("Expected a sequence for this tag");return n12}
function y5(n12,r8,i8){let{replacer:e4}=i8,o8=new S5(n12);o8.tag="tag:yaml.org,2002:pairs";let m7=0;if(r8&&Symbol.iterator in
Object(r8))for(let t5 of r8){typeof e4=="function"&&(t5=e4.call(r8,String(m7++),t5));let c13,s10;if(Array.isArray(t5))if(t5.
length===2)c13=t5[0],s10=t5[1];else throw new TypeError(`Expected [key, value] tuple: ${t5}`);else if(t5&&t5 instanceof Object){
let a11=Object.keys(t5);if(a11.length===1)c13=a11[0],s10=t5[c13];else throw new TypeError(`Expected tuple with one key, \
not ${a11.length} keys`)}else c13=t5;o8.items.push(d3(c13,s10,i8))}return o8}var d4={collection:"seq",default:!1,tag:"ta\
g:yaml.org,2002:pairs",resolve:p5,createNode:y5};var r5=class _r extends S5{constructor(){super(),this.add=M2.prototype.add.bind(this),this.delete=M2.prototype.delete.bind(
this),this.get=M2.prototype.get.bind(this),this.has=M2.prototype.has.bind(this),this.set=M2.prototype.set.bind(this),this.
tag=_r.tag}toJSON(o8,e4){if(!e4)return super.toJSON(o8);let s10=new Map;e4?.onCreate&&e4.onCreate(s10);for(let t5 of this.
items){let i8,m7;if(p(t5)?(i8=i4(t5.key,"",e4),m7=i4(t5.value,i8,e4)):i8=i4(t5,"",e4),s10.has(i8))throw new Error("Order\
ed maps must not include duplicate keys");s10.set(i8,m7)}return s10}static from(o8,e4,s10){let t5=y5(o8,e4,s10),i8=new this;
return i8.items=t5.items,i8}};r5.tag="tag:yaml.org,2002:omap";var h3={collection:"seq",identify:a11=>a11 instanceof Map,
nodeClass:r5,default:!1,tag:"tag:yaml.org,2002:omap",resolve(a11,o8){let e4=p5(a11,o8),s10=[];for(let{key:t5}of e4.items)
e(t5)&&(s10.includes(t5.value)?o8(`Ordered maps must not include duplicate keys: ${t5.value}`):s10.push(t5.value));return Object.
assign(new r5,e4)},createNode:(a11,o8,e4)=>r5.from(a11,o8,e4)};function n7({value:t5,source:e4},o8){return e4&&(t5?f8:s6).test.test(e4)?e4:t5?o8.options.trueStr:o8.options.falseStr}var f8={
identify:t5=>t5===!0,default:!0,tag:"tag:yaml.org,2002:bool",test:/^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,resolve:()=>new t(
!0),stringify:n7},s6={identify:t5=>t5===!1,default:!0,tag:"tag:yaml.org,2002:bool",test:/^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
resolve:()=>new t(!1),stringify:n7};var i7={identify:t5=>typeof t5=="number",default:!0,tag:"tag:yaml.org,2002:float",test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
resolve:t5=>t5.slice(-3).toLowerCase()==="nan"?NaN:t5[0]==="-"?Number.NEGATIVE_INFINITY:Number.POSITIVE_INFINITY,stringify:o3},
f9={identify:t5=>typeof t5=="number",default:!0,tag:"tag:yaml.org,2002:float",format:"EXP",test:/^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
resolve:t5=>parseFloat(t5.replace(/_/g,"")),stringify(t5){let e4=Number(t5.value);return isFinite(e4)?e4.toExponential():
o3(t5)}},l5={identify:t5=>typeof t5=="number",default:!0,tag:"tag:yaml.org,2002:float",test:/^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
resolve(t5){let e4=new t(parseFloat(t5.replace(/_/g,""))),o8=t5.indexOf(".");if(o8!==-1){let a11=t5.substring(o8+1).replace(
/_/g,"");a11[a11.length-1]==="0"&&(e4.minFractionDigits=a11.length)}return e4},stringify:o3};var o5=t5=>typeof t5=="bigint"||Number.isInteger(t5);function a6(t5,i8,n12,{intAsBigInt:r8}){let e4=t5[0];if((e4==="-"||
e4==="+")&&(i8+=1),t5=t5.substring(i8).replace(/_/g,""),r8){switch(n12){case 2:t5=`0b${t5}`;break;case 8:t5=`0o${t5}`;break;case 16:
t5=`0x${t5}`;break}let f12=BigInt(t5);return e4==="-"?BigInt(-1)*f12:f12}let s10=parseInt(t5,n12);return e4==="-"?-1*s10:
s10}function g5(t5,i8,n12){let{value:r8}=t5;if(o5(r8)){let e4=r8.toString(i8);return r8<0?"-"+n12+e4.substr(1):n12+e4}return o3(
t5)}var u5={identify:o5,default:!0,tag:"tag:yaml.org,2002:int",format:"BIN",test:/^[-+]?0b[0-1_]+$/,resolve:(t5,i8,n12)=>a6(
t5,2,2,n12),stringify:t5=>g5(t5,2,"0b")},y6={identify:o5,default:!0,tag:"tag:yaml.org,2002:int",format:"OCT",test:/^[-+]?0[0-7_]+$/,
resolve:(t5,i8,n12)=>a6(t5,1,8,n12),stringify:t5=>g5(t5,8,"0")},l6={identify:o5,default:!0,tag:"tag:yaml.org,2002:int",test:/^[-+]?[0-9][0-9_]*$/,
resolve:(t5,i8,n12)=>a6(t5,0,10,n12),stringify:o3},b5={identify:o5,default:!0,tag:"tag:yaml.org,2002:int",format:"HEX",test:/^[-+]?0x[0-9a-fA-F_]+$/,
resolve:(t5,i8,n12)=>a6(t5,2,16,n12),stringify:t5=>g5(t5,16,"0x")};var l7=class _l extends M2{constructor(e4){super(e4),this.tag=_l.tag}add(e4){let t5;p(e4)?t5=e4:e4&&typeof e4=="object"&&
"key"in e4&&"value"in e4&&e4.value===null?t5=new i5(e4.key,null):t5=new i5(e4,null),f3(this.items,t5.key)||this.items.push(
t5)}get(e4,t5){let s10=f3(this.items,e4);return!t5&&p(s10)?e(s10.key)?s10.key.value:s10.key:s10}set(e4,t5){if(typeof t5!=
"boolean")throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof t5}`);let s10=f3(this.
items,e4);s10&&!t5?this.items.splice(this.items.indexOf(s10),1):!s10&&t5&&this.items.push(new i5(e4))}toJSON(e4,t5){return super.
toJSON(e4,t5,Set)}toString(e4,t5,s10){if(!e4)return JSON.stringify(this);if(this.hasAllNullValues(!0))return super.toString(
Object.assign({},e4,{allNullValues:!0}),t5,s10);throw new Error("Set items must all have null values")}static from(e4,t5,s10){
let{replacer:o8}=s10,u14=new this(e4);if(t5&&Symbol.iterator in Object(t5))for(let r8 of t5)typeof o8=="function"&&(r8=o8.
call(t5,r8,r8)),u14.items.push(d3(r8,null,s10));return u14}};l7.tag="tag:yaml.org,2002:set";var g6={collection:"map",identify:i8=>i8 instanceof
Set,nodeClass:l7,default:!1,tag:"tag:yaml.org,2002:set",createNode:(i8,e4,t5)=>l7.from(i8,e4,t5),resolve(i8,e4){if(b(i8)){
if(i8.hasAllNullValues(!0))return Object.assign(new l7,i8);e4("Set items must all have null values")}else e4("Expected a\
 mapping for this tag");return i8}};function g7(e4,t5){let n12=e4[0],a11=n12==="-"||n12==="+"?e4.substring(1):e4,r8=i8=>t5?BigInt(i8):Number(i8),s10=a11.replace(
/_/g,"").split(":").reduce((i8,o8)=>i8*r8(60)+r8(o8),r8(0));return n12==="-"?r8(-1)*s10:s10}function u6(e4){let{value:t5}=e4,
n12=i8=>i8;if(typeof t5=="bigint")n12=i8=>BigInt(i8);else if(isNaN(t5)||!isFinite(t5))return o3(e4);let a11="";t5<0&&(a11=
"-",t5*=n12(-1));let r8=n12(60),s10=[t5%r8];return t5<60?s10.unshift(0):(t5=(t5-s10[0])/r8,s10.unshift(t5%r8),t5>=60&&(t5=
(t5-s10[0])/r8,s10.unshift(t5))),a11+s10.map(i8=>String(i8).padStart(2,"0")).join(":").replace(/000000\d*$/,"")}var d5={
identify:e4=>typeof e4=="bigint"||Number.isInteger(e4),default:!0,tag:"tag:yaml.org,2002:int",format:"TIME",test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
resolve:(e4,t5,{intAsBigInt:n12})=>g7(e4,n12),stringify:u6},b6={identify:e4=>typeof e4=="number",default:!0,tag:"tag:yam\
l.org,2002:float",format:"TIME",test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,resolve:e4=>g7(e4,!1),stringify:u6},
c5={identify:e4=>e4 instanceof Date,default:!0,tag:"tag:yaml.org,2002:timestamp",test:RegExp("^([0-9]{4})-([0-9]{1,2})-(\
[0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))\
?)?$"),resolve(e4){let t5=e4.match(c5.test);if(!t5)throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
let[,n12,a11,r8,s10,i8,o8]=t5.map(Number),p9=t5[7]?Number((t5[7]+"00").substr(1,3)):0,l9=Date.UTC(n12,a11-1,r8,s10||0,i8||
0,o8||0,p9),f12=t5[8];if(f12&&f12!=="Z"){let m7=g7(f12,!1);Math.abs(m7)<30&&(m7*=60),l9-=6e4*m7}return new Date(l9)},stringify:({
value:e4})=>e4?.toISOString().replace(/(T00:00:00)?\.000Z$/,"")??""};var y7=[p4,a4,n4,n5,f8,s6,u5,y6,l6,b5,i7,f9,l5,c4,a3,h3,d4,g6,d5,b6,c5];var w5=new Map([["core",s5],["failsafe",[p4,a4,n4]],["json",g4],["yaml11",y7],["yaml-1.1",y7]]),b7={binary:c4,bool:r3,float:f5,
floatExp:i6,floatNaN:r4,floatTime:b6,int:a5,intHex:y4,intOct:g3,intTime:d5,map:p4,merge:a3,null:n5,omap:h3,pairs:d4,seq:a4,
set:g6,timestamp:c5},K={"tag:yaml.org,2002:binary":c4,"tag:yaml.org,2002:merge":a3,"tag:yaml.org,2002:omap":h3,"tag:yaml\
.org,2002:pairs":d4,"tag:yaml.org,2002:set":g6,"tag:yaml.org,2002:timestamp":c5};function v2(m7,n12,f12){let i8=w5.get(n12);
if(i8&&!m7)return f12&&!i8.includes(a3)?i8.concat(a3):i8.slice();let o8=i8;if(!o8)if(Array.isArray(m7))o8=[];else{let t5=Array.
from(w5.keys()).filter(r8=>r8!=="yaml11").map(r8=>JSON.stringify(r8)).join(", ");throw new Error(`Unknown schema "${n12}\
"; use one of ${t5} or define customTags array`)}if(Array.isArray(m7))for(let t5 of m7)o8=o8.concat(t5);else typeof m7==
"function"&&(o8=m7(o8.slice()));return f12&&(o8=o8.concat(a3)),o8.reduce((t5,r8)=>{let a11=typeof r8=="string"?b7[r8]:r8;
if(!a11){let k2=JSON.stringify(r8),N3=Object.keys(b7).map(O4=>JSON.stringify(O4)).join(", ");throw new Error(`Unknown cu\
stom tag ${k2}; use one of ${N3}`)}return t5.includes(a11)||t5.push(a11),t5},[])}var O2=(s10,t5)=>s10.key<t5.key?-1:s10.key>t5.key?1:0,o6=class _o{constructor({compat:t5,customTags:n12,merge:p9,resolveKnownTags:c13,
schema:i8,sortMapEntries:e4,toStringDefaults:y12}){this.compat=Array.isArray(t5)?v2(t5,"compat"):t5?v2(null,t5):null,this.
name=typeof i8=="string"&&i8||"core",this.knownTags=c13?K:{},this.tags=v2(n12,this.name,p9),this.toStringOptions=y12??null,
Object.defineProperty(this,o,{value:p4}),Object.defineProperty(this,r,{value:n4}),Object.defineProperty(this,s,{value:a4}),
this.sortMapEntries=typeof e4=="function"?e4:e4===!0?O2:null}clone(){let t5=Object.create(_o.prototype,Object.getOwnPropertyDescriptors(
this));return t5.tags=this.tags.slice(),t5}};function v3(t5,c13){let e4=[],m7=c13.directives===!0;if(c13.directives!==!1&&t5.directives){let n12=t5.directives.toString(
t5);n12?(e4.push(n12),m7=!0):t5.directives.docStart&&(m7=!0)}m7&&e4.push("---");let o8=p3(t5,c13),{commentString:f12}=o8.
options;if(t5.commentBefore){e4.length!==1&&e4.unshift("");let n12=f12(t5.commentBefore);e4.unshift(r2(n12,""))}let l9=!1,
s10=null;if(t5.contents){if(n(t5.contents)){if(t5.contents.spaceBefore&&m7&&e4.push(""),t5.contents.commentBefore){let h6=f12(
t5.contents.commentBefore);e4.push(r2(h6,""))}o8.forceBlockIndent=!!t5.comment,s10=t5.contents.comment}let n12=s10?void 0:
()=>l9=!0,i8=b3(t5.contents,o8,()=>s10=null,n12);s10&&(i8+=t2(i8,"",f12(s10))),(i8[0]==="|"||i8[0]===">")&&e4[e4.length-
1]==="---"?e4[e4.length-1]=`--- ${i8}`:e4.push(i8)}else e4.push(b3(t5.contents,o8));if(t5.directives?.docEnd)if(t5.comment){
let n12=f12(t5.comment);n12.includes(`
`)?(e4.push("..."),e4.push(r2(n12,""))):e4.push(`... ${n12}`)}else e4.push("...");else{let n12=t5.comment;n12&&l9&&(n12=
n12.replace(/^\n+/,"")),n12&&((!l9||s10)&&e4[e4.length-1]!==""&&e4.push(""),e4.push(r2(f12(n12),"")))}return e4.join(`
`)+`
`}var y8=class _y{constructor(t5,e4,s10){this.commentBefore=null,this.comment=null,this.errors=[],this.warnings=[],Object.
defineProperty(this,c,{value:y});let n12=null;typeof e4=="function"||Array.isArray(e4)?n12=e4:s10===void 0&&e4&&(s10=e4,
e4=void 0);let i8=Object.assign({intAsBigInt:!1,keepSourceTokens:!1,logLevel:"warn",prettyErrors:!0,strict:!0,stringKeys:!1,
uniqueKeys:!0,version:"1.2"},s10);this.options=i8;let{version:r8}=i8;s10?._directives?(this.directives=s10._directives.atDocument(),
this.directives.yaml.explicit&&(r8=this.directives.yaml.version)):this.directives=new n2({version:r8}),this.setSchema(r8,
s10),this.contents=t5===void 0?null:this.createNode(t5,n12,s10)}clone(){let t5=Object.create(_y.prototype,{[c]:{value:y}});
return t5.commentBefore=this.commentBefore,t5.comment=this.comment,t5.errors=this.errors.slice(),t5.warnings=this.warnings.
slice(),t5.options=Object.assign({},this.options),this.directives&&(t5.directives=this.directives.clone()),t5.schema=this.
schema.clone(),t5.contents=n(this.contents)?this.contents.clone(t5.schema):this.contents,this.range&&(t5.range=this.range.
slice()),t5}add(t5){c6(this.contents)&&this.contents.add(t5)}addIn(t5,e4){c6(this.contents)&&this.contents.addIn(t5,e4)}createAlias(t5,e4){
if(!t5.anchor){let s10=i3(this);t5.anchor=!e4||s10.has(e4)?h(e4||"a",s10):e4}return new A2(t5.anchor)}createNode(t5,e4,s10){
let n12;if(typeof e4=="function")t5=e4.call({"":t5},"",t5),n12=e4;else if(Array.isArray(e4)){let j2=m7=>typeof m7=="numb\
er"||m7 instanceof String||m7 instanceof Number,w10=e4.filter(j2).map(String);w10.length>0&&(e4=e4.concat(w10)),n12=e4}else
s10===void 0&&e4&&(s10=e4,e4=void 0);let{aliasDuplicateObjects:i8,anchorPrefix:r8,flow:a11,keepUndefined:h6,onTagObj:l9,
tag:u14}=s10??{},{onAnchor:N3,setAnchors:A4,sourceObjects:O4}=p2(this,r8||"a"),I3={aliasDuplicateObjects:i8??!0,keepUndefined:h6??
!1,onAnchor:N3,onTagObj:l9,replacer:n12,schema:this.schema,sourceObjects:O4},d10=T(t5,u14,I3);return a11&&f(d10)&&(d10.flow=
!0),A4(),d10}createPair(t5,e4,s10={}){let n12=this.createNode(t5,null,s10),i8=this.createNode(e4,null,s10);return new i5(
n12,i8)}delete(t5){return c6(this.contents)?this.contents.delete(t5):!1}deleteIn(t5){return u3(t5)?this.contents==null?!1:
(this.contents=null,!0):c6(this.contents)?this.contents.deleteIn(t5):!1}get(t5,e4){return f(this.contents)?this.contents.
get(t5,e4):void 0}getIn(t5,e4){return u3(t5)?!e4&&e(this.contents)?this.contents.value:this.contents:f(this.contents)?this.
contents.getIn(t5,e4):void 0}has(t5){return f(this.contents)?this.contents.has(t5):!1}hasIn(t5){return u3(t5)?this.contents!==
void 0:f(this.contents)?this.contents.hasIn(t5):!1}set(t5,e4){this.contents==null?this.contents=l3(this.schema,[t5],e4):
c6(this.contents)&&this.contents.set(t5,e4)}setIn(t5,e4){u3(t5)?this.contents=e4:this.contents==null?this.contents=l3(this.
schema,Array.from(t5),e4):c6(this.contents)&&this.contents.setIn(t5,e4)}setSchema(t5,e4={}){typeof t5=="number"&&(t5=String(
t5));let s10;switch(t5){case"1.1":this.directives?this.directives.yaml.version="1.1":this.directives=new n2({version:"1.\
1"}),s10={resolveKnownTags:!1,schema:"yaml-1.1"};break;case"1.2":case"next":this.directives?this.directives.yaml.version=
t5:this.directives=new n2({version:t5}),s10={resolveKnownTags:!0,schema:"core"};break;case null:this.directives&&delete this.
directives,s10=null;break;default:{let n12=JSON.stringify(t5);throw new Error(`Expected '1.1', '1.2' or null as first ar\
gument, but found: ${n12}`)}}if(e4.schema instanceof Object)this.schema=e4.schema;else if(s10)this.schema=new o6(Object.
assign(s10,e4));else throw new Error("With a null YAML version, the { schema: Schema } option is required")}toJS({json:t5,
jsonArg:e4,mapAsMap:s10,maxAliasCount:n12,onAnchor:i8,reviver:r8}={}){let a11={anchors:new Map,doc:this,keep:!t5,mapAsMap:s10===
!0,mapKeyWarned:!1,maxAliasCount:typeof n12=="number"?n12:100},h6=i4(this.contents,e4??"",a11);if(typeof i8=="function")
for(let{count:l9,res:u14}of a11.anchors.values())i8(u14,l9);return typeof r8=="function"?s3(r8,{"":h6},"",h6):h6}toJSON(t5,e4){
return this.toJS({json:!0,jsonArg:t5,mapAsMap:!1,onAnchor:e4})}toString(t5={}){if(this.errors.length>0)throw new Error("\
Document with errors cannot be stringified");if("indent"in t5&&(!Number.isInteger(t5.indent)||Number(t5.indent)<=0)){let e4=JSON.
stringify(t5.indent);throw new Error(`"indent" option must be a positive integer, not ${e4}`)}return v3(this,t5)}};function c6(S9){
if(f(S9))return!0;throw new Error("Expected a YAML collection as document contents")}var c7=class extends Error{constructor(i8,t5,s10,r8){super(),this.name=i8,this.code=s10,this.message=r8,this.pos=t5}},u7=class extends c7{constructor(i8,t5,s10){
super("YAMLParseError",i8,t5,s10)}},p6=class extends c7{constructor(i8,t5,s10){super("YAMLWarning",i8,t5,s10)}},h4=(o8,i8)=>t5=>{
if(t5.pos[0]===-1)return;t5.linePos=t5.pos.map(e4=>i8.linePos(e4));let{line:s10,col:r8}=t5.linePos[0];t5.message+=` at l\
ine ${s10}, column ${r8}`;let a11=r8-1,n12=o8.substring(i8.lineStarts[s10-1],i8.lineStarts[s10]).replace(/[\n\r]+$/,"");
if(a11>=60&&n12.length>80){let e4=Math.min(a11-39,n12.length-79);n12="\u2026"+n12.substring(e4),a11-=e4-1}if(n12.length>
80&&(n12=n12.substring(0,79)+"\u2026"),s10>1&&/^ *$/.test(n12.substring(0,a11))){let e4=o8.substring(i8.lineStarts[s10-2],
i8.lineStarts[s10-1]);e4.length>80&&(e4=e4.substring(0,79)+`\u2026
`),n12=e4+n12}if(/[^ ]/.test(n12)){let e4=1,l9=t5.linePos[1];l9?.line===s10&&l9.col>r8&&(e4=Math.max(1,Math.min(l9.col-r8,
80-a11)));let g11=" ".repeat(a11)+"^".repeat(e4);t5.message+=`:

${n12}
${g11}
`}};function w6(d10,{flow:m7,indicator:f12,next:a11,offset:g11,onError:t5,parentIndent:I3,startOnNewline:A4}){let T3=!1,s10=A4,
l9=A4,n12="",b8="",N3=!1,i8=!1,c13=null,o8=null,u14=null,_5=null,r8=null,h6=null,p9=null;for(let e4 of d10)switch(i8&&(e4.
type!=="space"&&e4.type!=="newline"&&e4.type!=="comma"&&t5(e4.offset,"MISSING_CHAR","Tags and anchors must be separated \
from the next token by white space"),i8=!1),c13&&(s10&&e4.type!=="comment"&&e4.type!=="newline"&&t5(c13,"TAB_AS_INDENT",
"Tabs are not allowed as indentation"),c13=null),e4.type){case"space":!m7&&(f12!=="doc-start"||a11?.type!=="flow-collect\
ion")&&e4.source.includes("	")&&(c13=e4),l9=!0;break;case"comment":{l9||t5(e4,"MISSING_CHAR","Comments must be separated\
 from other tokens by white space characters");let k2=e4.source.substring(1)||" ";n12?n12+=b8+k2:n12=k2,b8="",s10=!1;break}case"\
newline":s10?n12?n12+=e4.source:(!h6||f12!=="seq-item-ind")&&(T3=!0):b8+=e4.source,s10=!0,N3=!0,(o8||u14)&&(_5=e4),l9=!0;
break;case"anchor":o8&&t5(e4,"MULTIPLE_ANCHORS","A node can have at most one anchor"),e4.source.endsWith(":")&&t5(e4.offset+
e4.source.length-1,"BAD_ALIAS","Anchor ending in : is ambiguous",!0),o8=e4,p9??(p9=e4.offset),s10=!1,l9=!1,i8=!0;break;case"\
tag":{u14&&t5(e4,"MULTIPLE_TAGS","A node can have at most one tag"),u14=e4,p9??(p9=e4.offset),s10=!1,l9=!1,i8=!0;break}case f12:
(o8||u14)&&t5(e4,"BAD_PROP_ORDER",`Anchors and tags must be after the ${e4.source} indicator`),h6&&t5(e4,"UNEXPECTED_TOK\
EN",`Unexpected ${e4.source} in ${m7??"collection"}`),h6=e4,s10=f12==="seq-item-ind"||f12==="explicit-key-ind",l9=!1;break;case"\
comma":if(m7){r8&&t5(e4,"UNEXPECTED_TOKEN",`Unexpected , in ${m7}`),r8=e4,s10=!1,l9=!1;break}default:t5(e4,"UNEXPECTED_T\
OKEN",`Unexpected ${e4.type} token`),s10=!1,l9=!1}let y12=d10[d10.length-1],S9=y12?y12.offset+y12.source.length:g11;return i8&&
a11&&a11.type!=="space"&&a11.type!=="newline"&&a11.type!=="comma"&&(a11.type!=="scalar"||a11.source!=="")&&t5(a11.offset,
"MISSING_CHAR","Tags and anchors must be separated from the next token by white space"),c13&&(s10&&c13.indent<=I3||a11?.
type==="block-map"||a11?.type==="block-seq")&&t5(c13,"TAB_AS_INDENT","Tabs are not allowed as indentation"),{comma:r8,found:h6,
spaceBefore:T3,comment:n12,hasNewline:N3,anchor:o8,tag:u14,newlineAfterProp:_5,end:S9,start:p9??S9}}function n8(t5){if(!t5)return null;switch(t5.type){case"alias":case"scalar":case"double-quoted-scalar":case"single-quote\
d-scalar":if(t5.source.includes(`
`))return!0;if(t5.end){for(let e4 of t5.end)if(e4.type==="newline")return!0}return!1;case"flow-collection":for(let e4 of t5.
items){for(let r8 of e4.start)if(r8.type==="newline")return!0;if(e4.sep){for(let r8 of e4.sep)if(r8.type==="newline")return!0}
if(n8(e4.key)||n8(e4.value))return!0}return!1;default:return!0}}function d6(o8,e4,t5){if(e4?.type==="flow-collection"){let n12=e4.end[0];n12.indent===o8&&(n12.source==="]"||n12.source===
"}")&&n8(e4)&&t5(n12,"BAD_INDENT","Flow end indicator should be more indented than parent",!0)}}function f10(t5,u14,i8){let{uniqueKeys:n12}=t5.options;if(n12===!1)return!1;let r8=typeof n12=="function"?n12:(e4,o8)=>e4===
o8||e(e4)&&e(o8)&&e4.value===o8.value;return u14.some(e4=>r8(e4.key,i8))}var N="All mapping items must start at the same column";function S6({composeNode:y12,composeEmptyNode:_5},t5,a11,e4,T3){
let A4=T3?.nodeClass??M2,l9=new A4(t5.schema);t5.atRoot&&(t5.atRoot=!1);let s10=a11.offset,f12=null;for(let I3 of a11.items){
let{start:d10,key:i8,sep:u14,value:p9}=I3,n12=w6(d10,{indicator:"explicit-key-ind",next:i8??u14?.[0],offset:s10,onError:e4,
parentIndent:a11.indent,startOnNewline:!0}),k2=!n12.found;if(k2){if(i8&&(i8.type==="block-seq"?e4(s10,"BLOCK_AS_IMPLICIT\
_KEY","A block sequence may not be used as an implicit map key"):"indent"in i8&&i8.indent!==a11.indent&&e4(s10,"BAD_INDE\
NT",N)),!n12.anchor&&!n12.tag&&!u14){f12=n12.end,n12.comment&&(l9.comment?l9.comment+=`
`+n12.comment:l9.comment=n12.comment);continue}(n12.newlineAfterProp||n8(i8))&&e4(i8??d10[d10.length-1],"MULTILINE_IMPLI\
CIT_KEY","Implicit keys need to be on a single line")}else n12.found?.indent!==a11.indent&&e4(s10,"BAD_INDENT",N);t5.atKey=
!0;let g11=n12.end,o8=i8?y12(t5,i8,n12,e4):_5(t5,g11,d10,null,n12,e4);t5.schema.compat&&d6(a11.indent,i8,e4),t5.atKey=!1,
f10(t5,l9.items,o8)&&e4(g11,"DUPLICATE_KEY","Map keys must be unique");let m7=w6(u14??[],{indicator:"map-value-ind",next:p9,
offset:o8.range[2],onError:e4,parentIndent:a11.indent,startOnNewline:!i8||i8.type==="block-scalar"});if(s10=m7.end,m7.found){
k2&&(p9?.type==="block-map"&&!m7.hasNewline&&e4(s10,"BLOCK_AS_IMPLICIT_KEY","Nested mappings are not allowed in compact \
mappings"),t5.options.strict&&n12.start<m7.found.offset-1024&&e4(o8.range,"KEY_OVER_1024_CHARS","The : indicator must be\
 at most 1024 chars after the start of an implicit block mapping key"));let c13=p9?y12(t5,p9,m7,e4):_5(t5,s10,u14,null,m7,
e4);t5.schema.compat&&d6(a11.indent,p9,e4),s10=c13.range[2];let h6=new i5(o8,c13);t5.options.keepSourceTokens&&(h6.srcToken=
I3),l9.items.push(h6)}else{k2&&e4(o8.range,"MISSING_CHAR","Implicit map keys need to be followed by map values"),m7.comment&&
(o8.comment?o8.comment+=`
`+m7.comment:o8.comment=m7.comment);let c13=new i5(o8);t5.options.keepSourceTokens&&(c13.srcToken=I3),l9.items.push(c13)}}
return f12&&f12<s10&&e4(f12,"IMPOSSIBLE","Map comment with trailing content"),l9.range=[a11.offset,s10,f12??s10],l9}function I({composeNode:c13,composeEmptyNode:d10},t5,s10,n12,u14){let p9=u14?.nodeClass??S5,m7=new p9(t5.schema);t5.atRoot&&
(t5.atRoot=!1),t5.atKey&&(t5.atKey=!1);let i8=s10.offset,a11=null;for(let{start:f12,value:o8}of s10.items){let e4=w6(f12,
{indicator:"seq-item-ind",next:o8,offset:i8,onError:n12,parentIndent:s10.indent,startOnNewline:!0});if(!e4.found)if(e4.anchor||
e4.tag||o8)o8?.type==="block-seq"?n12(e4.end,"BAD_INDENT","All sequence items must start at the same column"):n12(i8,"MI\
SSING_CHAR","Sequence item without - indicator");else{a11=e4.end,e4.comment&&(m7.comment=e4.comment);continue}let l9=o8?
c13(t5,o8,e4,n12):d10(t5,e4.end,f12,null,e4,n12);t5.schema.compat&&d6(s10.indent,o8,n12),i8=l9.range[2],m7.items.push(l9)}
return m7.range=[s10.offset,i8,a11??i8],m7}function m3(n12,o8,f12,r8){let e4="";if(n12){let t5=!1,s10="";for(let c13 of n12){let{source:a11,type:i8}=c13;switch(i8){case"\
space":t5=!0;break;case"comment":{f12&&!t5&&r8(c13,"MISSING_CHAR","Comments must be separated from other tokens by white\
 space characters");let l9=a11.substring(1)||" ";e4?e4+=s10+l9:e4=l9,s10="";break}case"newline":e4&&(s10+=a11),t5=!0;break;default:
r8(c13,"UNEXPECTED_TOKEN",`Unexpected ${i8} at node end`)}o8+=a11.length}}return{comment:e4,offset:o8}}var T2="Block collections are not allowed within flow collections",K2=d10=>d10&&(d10.type==="block-map"||d10.type==="blo\
ck-seq");function Y({composeNode:d10,composeEmptyNode:N3},s10,f12,t5,P3){let g11=f12.start.source==="{",u14=g11?"flow ma\
p":"flow sequence",R=P3?.nodeClass??(g11?M2:S5),i8=new R(s10.schema);i8.flow=!0;let b8=s10.atRoot;b8&&(s10.atRoot=!1),s10.
atKey&&(s10.atKey=!1);let I3=f12.offset+f12.start.source.length;for(let o8=0;o8<f12.items.length;++o8){let k2=f12.items[o8],
{start:M3,key:w10,sep:p9,value:a11}=k2,e4=w6(M3,{flow:u14,indicator:"explicit-key-ind",next:w10??p9?.[0],offset:I3,onError:t5,
parentIndent:f12.indent,startOnNewline:!1});if(!e4.found){if(!e4.anchor&&!e4.tag&&!p9&&!a11){o8===0&&e4.comma?t5(e4.comma,
"UNEXPECTED_TOKEN",`Unexpected , in ${u14}`):o8<f12.items.length-1&&t5(e4.start,"UNEXPECTED_TOKEN",`Unexpected empty ite\
m in ${u14}`),e4.comment&&(i8.comment?i8.comment+=`
`+e4.comment:i8.comment=e4.comment),I3=e4.end;continue}!g11&&s10.options.strict&&n8(w10)&&t5(w10,"MULTILINE_IMPLICIT_KEY",
"Implicit keys of flow sequence pairs need to be on a single line")}if(o8===0)e4.comma&&t5(e4.comma,"UNEXPECTED_TOKEN",`\
Unexpected , in ${u14}`);else if(e4.comma||t5(e4.start,"MISSING_CHAR",`Missing , between ${u14} items`),e4.comment){let l9="";
e:for(let n12 of M3)switch(n12.type){case"comma":case"space":break;case"comment":l9=n12.source.substring(1);break e;default:
break e}if(l9){let n12=i8.items[i8.items.length-1];p(n12)&&(n12=n12.value??n12.key),n12.comment?n12.comment+=`
`+l9:n12.comment=l9,e4.comment=e4.comment.substring(l9.length+1)}}if(!g11&&!p9&&!e4.found){let l9=a11?d10(s10,a11,e4,t5):
N3(s10,e4.end,p9,null,e4,t5);i8.items.push(l9),I3=l9.range[2],K2(a11)&&t5(l9.range,"BLOCK_IN_FLOW",T2)}else{s10.atKey=!0;
let l9=e4.end,n12=w10?d10(s10,w10,e4,t5):N3(s10,l9,M3,null,e4,t5);K2(w10)&&t5(n12.range,"BLOCK_IN_FLOW",T2),s10.atKey=!1;
let m7=w6(p9??[],{flow:u14,indicator:"map-value-ind",next:a11,offset:n12.range[2],onError:t5,parentIndent:f12.indent,startOnNewline:!1});
if(m7.found){if(!g11&&!e4.found&&s10.options.strict){if(p9)for(let c13 of p9){if(c13===m7.found)break;if(c13.type==="new\
line"){t5(c13,"MULTILINE_IMPLICIT_KEY","Implicit keys of flow sequence pairs need to be on a single line");break}}e4.start<
m7.found.offset-1024&&t5(m7.found,"KEY_OVER_1024_CHARS","The : indicator must be at most 1024 chars after the start of a\
n implicit flow sequence key")}}else a11&&("source"in a11&&a11.source?.[0]===":"?t5(a11,"MISSING_CHAR",`Missing space af\
ter : in ${u14}`):t5(m7.start,"MISSING_CHAR",`Missing , or : between ${u14} items`));let h6=a11?d10(s10,a11,m7,t5):m7.found?
N3(s10,m7.end,p9,null,m7,t5):null;h6?K2(a11)&&t5(h6.range,"BLOCK_IN_FLOW",T2):m7.comment&&(n12.comment?n12.comment+=`
`+m7.comment:n12.comment=m7.comment);let L4=new i5(n12,h6);if(s10.options.keepSourceTokens&&(L4.srcToken=k2),g11){let c13=i8;
f10(s10,c13.items,n12)&&t5(l9,"DUPLICATE_KEY","Map keys must be unique"),c13.items.push(L4)}else{let c13=new M2(s10.schema);
c13.flow=!0,c13.items.push(L4);let O4=(h6??n12).range;c13.range=[n12.range[0],O4[1],O4[2]],i8.items.push(c13)}I3=h6?h6.range[2]:
m7.end}}let C=g11?"}":"]",[r8,...y12]=f12.end,_5=I3;if(r8?.source===C)_5=r8.offset+r8.source.length;else{let o8=u14[0].toUpperCase()+
u14.substring(1),k2=b8?`${o8} must end with a ${C}`:`${o8} in block collection must be sufficiently indented and end wit\
h a ${C}`;t5(I3,b8?"MISSING_CHAR":"BAD_INDENT",k2),r8&&r8.source.length!==1&&y12.unshift(r8)}if(y12.length>0){let o8=m3(
y12,_5,s10.options.strict,t5);o8.comment&&(i8.comment?i8.comment+=`
`+o8.comment:i8.comment=o8.comment),i8.range=[f12.offset,_5,o8.offset]}else i8.range=[f12.offset,_5,_5];return i8}function u8(f12,a11,t5,i8,l9,o8){let s10=t5.type==="block-map"?S6(f12,a11,t5,i8,o8):t5.type==="block-seq"?I(f12,a11,t5,i8,
o8):Y(f12,a11,t5,i8,o8),c13=s10.constructor;return l9==="!"||l9===c13.tagName?(s10.tag=c13.tagName,s10):(l9&&(s10.tag=l9),
s10)}function v4(f12,a11,t5,i8,l9){let o8=i8.tag,s10=o8?a11.directives.tagName(o8.source,e4=>l9(o8,"TAG_RESOLVE_FAILED",
e4)):null;if(t5.type==="block-seq"){let{anchor:e4,newlineAfterProp:A4}=i8,g11=e4&&o8?e4.offset>o8.offset?e4:o8:e4??o8;g11&&
(!A4||A4.offset<g11.offset)&&l9(g11,"MISSING_CHAR","Missing newline after block sequence props")}let c13=t5.type==="bloc\
k-map"?"map":t5.type==="block-seq"?"seq":t5.start.source==="{"?"map":"seq";if(!o8||!s10||s10==="!"||s10===M2.tagName&&c13===
"map"||s10===S5.tagName&&c13==="seq")return u8(f12,a11,t5,l9,s10);let m7=a11.schema.tags.find(e4=>e4.tag===s10&&e4.collection===
c13);if(!m7){let e4=a11.schema.knownTags[s10];if(e4?.collection===c13)a11.schema.tags.push(Object.assign({},e4,{default:!1})),
m7=e4;else return e4?l9(o8,"BAD_COLLECTION_TYPE",`${e4.tag} used for ${c13} collection, but expects ${e4.collection??"sc\
alar"}`,!0):l9(o8,"TAG_RESOLVE_FAILED",`Unresolved tag: ${s10}`,!0),u8(f12,a11,t5,l9,s10)}let p9=u8(f12,a11,t5,l9,s10,m7),
r8=m7.resolve?.(p9,e4=>l9(o8,"TAG_RESOLVE_FAILED",e4),a11.options)??p9,n12=n(r8)?r8:new t(r8);return n12.range=p9.range,
n12.tag=s10,m7?.format&&(n12.format=m7.format),n12}function I2(p9,s10,g11){let o8=s10.offset,l9=S7(s10,p9.options.strict,g11);if(!l9)return{value:"",type:null,comment:"",range:[
o8,o8,o8]};let m7=l9.mode===">"?t.BLOCK_FOLDED:t.BLOCK_LITERAL,t5=s10.source?E3(s10.source):[],f12=t5.length;for(let e4=t5.
length-1;e4>=0;--e4){let i8=t5[e4][1];if(i8===""||i8==="\r")f12=e4;else break}if(f12===0){let e4=l9.chomp==="+"&&t5.length>
0?`
`.repeat(Math.max(1,t5.length-1)):"",i8=o8+l9.length;return s10.source&&(i8+=s10.source.length),{value:e4,type:m7,comment:l9.
comment,range:[o8,i8,i8]}}let a11=s10.indent+l9.indent,u14=s10.offset+l9.length,k2=0;for(let e4=0;e4<f12;++e4){let[i8,h6]=t5[e4];
if(h6===""||h6==="\r")l9.indent===0&&i8.length>a11&&(a11=i8.length);else{i8.length<a11&&g11(u14+i8.length,"MISSING_CHAR",
"Block scalars with more-indented leading empty lines must use an explicit indentation indicator"),l9.indent===0&&(a11=i8.
length),k2=e4,a11===0&&!p9.atRoot&&g11(u14,"BAD_INDENT","Block scalar values in collections must be indented");break}u14+=
i8.length+h6.length+1}for(let e4=t5.length-1;e4>=f12;--e4)t5[e4][0].length>a11&&(f12=e4+1);let r8="",n12="",c13=!1;for(let e4=0;e4<
k2;++e4)r8+=t5[e4][0].slice(a11)+`
`;for(let e4=k2;e4<f12;++e4){let[i8,h6]=t5[e4];u14+=i8.length+h6.length+1;let b8=h6[h6.length-1]==="\r";if(b8&&(h6=h6.slice(
0,-1)),h6&&i8.length<a11){let N3=`Block scalar lines must not be less indented than their ${l9.indent?"explicit indentat\
ion indicator":"first line"}`;g11(u14-h6.length-(b8?2:1),"BAD_INDENT",N3),i8=""}m7===t.BLOCK_LITERAL?(r8+=n12+i8.slice(a11)+
h6,n12=`
`):i8.length>a11||h6[0]==="	"?(n12===" "?n12=`
`:!c13&&n12===`
`&&(n12=`

`),r8+=n12+i8.slice(a11)+h6,n12=`
`,c13=!0):h6===""?n12===`
`?r8+=`
`:n12=`
`:(r8+=n12+h6,n12=" ",c13=!1)}switch(l9.chomp){case"-":break;case"+":for(let e4=f12;e4<t5.length;++e4)r8+=`
`+t5[e4][0].slice(a11);r8[r8.length-1]!==`
`&&(r8+=`
`);break;default:r8+=`
`}let d10=o8+l9.length+s10.source.length;return{value:r8,type:m7,comment:l9.comment,range:[o8,d10,d10]}}function S7({offset:p9,
props:s10},g11,o8){if(s10[0].type!=="block-scalar-header")return o8(s10[0],"IMPOSSIBLE","Block scalar header not found"),
null;let{source:l9}=s10[0],m7=l9[0],t5=0,f12="",a11=-1;for(let n12=1;n12<l9.length;++n12){let c13=l9[n12];if(!f12&&(c13===
"-"||c13==="+"))f12=c13;else{let d10=Number(c13);!t5&&d10?t5=d10:a11===-1&&(a11=p9+n12)}}a11!==-1&&o8(a11,"UNEXPECTED_TO\
KEN",`Block scalar header includes extra characters: ${l9}`);let u14=!1,k2="",r8=l9.length;for(let n12=1;n12<s10.length;++n12){
let c13=s10[n12];switch(c13.type){case"space":u14=!0;case"newline":r8+=c13.source.length;break;case"comment":g11&&!u14&&
o8(c13,"MISSING_CHAR","Comments must be separated from other tokens by white space characters"),r8+=c13.source.length,k2=
c13.source.substring(1);break;case"error":o8(c13,"UNEXPECTED_TOKEN",c13.message),r8+=c13.source.length;break;default:{let d10=`\
Unexpected token in block scalar header: ${c13.type}`;o8(c13,"UNEXPECTED_TOKEN",d10);let e4=c13.source;e4&&typeof e4=="s\
tring"&&(r8+=e4.length)}}}return{mode:m7,indent:t5,chomp:f12,comment:k2,length:r8}}function E3(p9){let s10=p9.split(/\n( *)/),
g11=s10[0],o8=g11.match(/^( *)/),m7=[o8?.[1]?[o8[1],g11.slice(o8[1].length)]:["",g11]];for(let t5=1;t5<s10.length;t5+=2)
m7.push([s10[t5],s10[t5+1]]);return m7}function x(e4,l9,n12){let{offset:t5,type:c13,source:a11,end:i8}=e4,r8,s10,f12=(b8,p9,u14)=>n12(t5+b8,p9,u14);switch(c13){case"\
scalar":r8=t.PLAIN,s10=m4(a11,f12);break;case"single-quoted-scalar":r8=t.QUOTE_SINGLE,s10=E4(a11,f12);break;case"double-\
quoted-scalar":r8=t.QUOTE_DOUBLE,s10=_3(a11,f12);break;default:return n12(e4,"UNEXPECTED_TOKEN",`Expected a flow scalar \
value, but found: ${c13}`),{value:"",type:null,comment:"",range:[t5,t5+a11.length,t5+a11.length]}}let h6=t5+a11.length,o8=m3(
i8,h6,l9,n12);return{value:s10,type:r8,comment:o8.comment,range:[t5,h6,o8.offset]}}function m4(e4,l9){let n12="";switch(e4[0]){case"\
	":n12="a tab character";break;case",":n12="flow indicator character ,";break;case"%":n12="directive indicator character\
 %";break;case"|":case">":{n12=`block scalar indicator ${e4[0]}`;break}case"@":case"`":{n12=`reserved character ${e4[0]}`;
break}}return n12&&l9(0,"BAD_SCALAR_START",`Plain value cannot start with ${n12}`),g8(e4)}function E4(e4,l9){return(e4[e4.
length-1]!=="'"||e4.length===1)&&l9(e4.length,"MISSING_CHAR","Missing closing 'quote"),g8(e4.slice(1,-1)).replace(/''/g,
"'")}function g8(e4){let l9=/(.*?)\r?\n/sy,n12=l9.exec(e4);if(!n12)return e4;let t5,c13;try{t5=new RegExp("(?<![ 	])[ 	]\
+$"),c13=new RegExp("^[ 	]+|(?<![ 	])[ 	]+$","g")}catch{t5=/[ \t]+$/,c13=/^[ \t]+|[ \t]+$/g}let a11=n12[1].replace(t5,""),
i8=" ",r8=l9.lastIndex;for(;n12=l9.exec(e4);){let f12=n12[1].replace(c13,"");f12===""?i8===`
`?a11+=i8:i8=`
`:(a11+=i8+f12,i8=" "),r8=l9.lastIndex}let s10=/[ \t]*(.*)/sy;return s10.lastIndex=r8,n12=s10.exec(e4),a11+i8+(n12?.[1]??
"")}function _3(e4,l9){let n12="";for(let t5=1;t5<e4.length-1;++t5){let c13=e4[t5];if(!(c13==="\r"&&e4[t5+1]===`
`))if(c13===`
`){let{fold:a11,offset:i8}=v5(e4,t5);n12+=a11,t5=i8}else if(c13==="\\"){let a11=e4[++t5],i8=S8[a11];if(i8)n12+=i8;else if(a11===
`
`)for(a11=e4[t5+1];a11===" "||a11==="	";)a11=e4[++t5+1];else if(a11==="\r"&&e4[t5+1]===`
`)for(a11=e4[++t5+1];a11===" "||a11==="	";)a11=e4[++t5+1];else if(a11==="x"||a11==="u"||a11==="U"){let r8=a11==="x"?2:a11===
"u"?4:8;n12+=k(e4,t5+1,r8,l9),t5+=r8}else{let r8=e4.substr(t5-1,2);l9(t5-1,"BAD_DQ_ESCAPE",`Invalid escape sequence ${r8}`),
n12+=r8}}else if(c13===" "||c13==="	"){let a11=t5,i8=e4[t5+1];for(;i8===" "||i8==="	";)i8=e4[++t5+1];i8!==`
`&&!(i8==="\r"&&e4[t5+2]===`
`)&&(n12+=t5>a11?e4.slice(a11,t5+1):c13)}else n12+=c13}return(e4[e4.length-1]!=='"'||e4.length===1)&&l9(e4.length,"MISSI\
NG_CHAR",'Missing closing "quote'),n12}function v5(e4,l9){let n12="",t5=e4[l9+1];for(;(t5===" "||t5==="	"||t5===`
`||t5==="\r")&&!(t5==="\r"&&e4[l9+2]!==`
`);)t5===`
`&&(n12+=`
`),l9+=1,t5=e4[l9+1];return n12||(n12=" "),{fold:n12,offset:l9}}var S8={0:"\0",a:"\x07",b:"\b",e:"\x1B",f:"\f",n:`
`,r:"\r",t:"	",v:"\v",N:"\x85",_:"\xA0",L:"\u2028",P:"\u2029"," ":" ",'"':'"',"/":"/","\\":"\\","	":"	"};function k(e4,l9,n12,t5){
let c13=e4.substr(l9,n12),i8=c13.length===n12&&/^[0-9a-fA-F]+$/.test(c13)?parseInt(c13,16):NaN;try{return String.fromCodePoint(
i8)}catch{let r8=e4.substr(l9-2,n12+2);return t5(l9-2,"BAD_DQ_ESCAPE",`Invalid escape sequence ${r8}`),r8}}function A3(t5,a11,s10,r8){let{value:f12,type:u14,comment:i8,range:e4}=a11.type==="block-scalar"?I2(t5,a11,r8):x(a11,t5.
options.strict,r8),l9=s10?t5.directives.tagName(s10.source,c13=>r8(s10,"TAG_RESOLVE_FAILED",c13)):null,n12;t5.options.stringKeys&&
t5.atKey?n12=t5.schema[r]:l9?n12=L2(t5.schema,f12,l9,s10,r8):a11.type==="scalar"?n12=E5(t5,f12,a11,r8):n12=t5.schema[r];
let o8;try{let c13=n12.resolve(f12,m7=>r8(s10??a11,"TAG_RESOLVE_FAILED",m7),t5.options);o8=e(c13)?c13:new t(c13)}catch(c13){
let m7=c13 instanceof Error?c13.message:String(c13);r8(s10??a11,"TAG_RESOLVE_FAILED",m7),o8=new t(f12)}return o8.range=e4,
o8.source=f12,u14&&(o8.type=u14),l9&&(o8.tag=l9),n12.format&&(o8.format=n12.format),i8&&(o8.comment=i8),o8}function L2(t5,a11,s10,r8,f12){
if(s10==="!")return t5[r];let u14=[];for(let e4 of t5.tags)if(!e4.collection&&e4.tag===s10)if(e4.default&&e4.test)u14.push(
e4);else return e4;for(let e4 of u14)if(e4.test?.test(a11))return e4;let i8=t5.knownTags[s10];return i8&&!i8.collection?
(t5.tags.push(Object.assign({},i8,{default:!1,test:void 0})),i8):(f12(r8,"TAG_RESOLVE_FAILED",`Unresolved tag: ${s10}`,s10!==
"tag:yaml.org,2002:str"),t5[r])}function E5({atKey:t5,directives:a11,schema:s10},r8,f12,u14){let i8=s10.tags.find(e4=>(e4.
default===!0||t5&&e4.default==="key")&&e4.test?.test(r8))||s10[r];if(s10.compat){let e4=s10.compat.find(l9=>l9.default&&
l9.test?.test(r8))??s10[r];if(i8.tag!==e4.tag){let l9=a11.tagString(i8.tag),n12=a11.tagString(e4.tag),o8=`Value may be p\
arsed as either ${l9} or ${n12}`;u14(f12,"TAG_RESOLVE_FAILED",o8,!0)}}return i8}function a7(n12,e4,i8){if(e4){i8??(i8=e4.length);for(let c13=i8-1;c13>=0;--c13){let t5=e4[c13];switch(t5.type){case"spac\
e":case"comment":case"newline":n12-=t5.source.length;continue}for(t5=e4[++c13];t5?.type==="space";)n12+=t5.source.length,
t5=e4[++c13];break}}return n12}var N2={composeNode:g9,composeEmptyNode:u9};function g9(i8,e4,r8,t5){let m7=i8.atKey,{spaceBefore:n12,comment:o8,anchor:a11,
tag:l9}=r8,s10,f12=!0;switch(e4.type){case"alias":s10=_4(i8,e4,t5),(a11||l9)&&t5(e4,"ALIAS_PROPS","An alias node must no\
t specify any properties");break;case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":case"block-scalar":s10=
A3(i8,e4,l9,t5),a11&&(s10.anchor=a11.source.substring(1));break;case"block-map":case"block-seq":case"flow-collection":try{
s10=v4(N2,i8,e4,r8,t5),a11&&(s10.anchor=a11.source.substring(1))}catch(c13){let A4=c13 instanceof Error?c13.message:String(
c13);t5(e4,"RESOURCE_EXHAUSTION",A4)}break;default:{let c13=e4.type==="error"?e4.message:`Unsupported token (type: ${e4.
type})`;t5(e4,"UNEXPECTED_TOKEN",c13),f12=!1}}return s10??(s10=u9(i8,e4.offset,void 0,null,r8,t5)),a11&&s10.anchor===""&&
t5(a11,"BAD_ALIAS","Anchor cannot be an empty string"),m7&&i8.options.stringKeys&&(!e(s10)||typeof s10.value!="string"||
s10.tag&&s10.tag!=="tag:yaml.org,2002:str")&&t5(l9??e4,"NON_STRING_KEY","With stringKeys, all keys must be strings"),n12&&
(s10.spaceBefore=!0),o8&&(e4.type==="scalar"&&e4.source===""?s10.comment=o8:s10.commentBefore=o8),i8.options.keepSourceTokens&&
f12&&(s10.srcToken=e4),s10}function u9(i8,e4,r8,t5,{spaceBefore:m7,comment:n12,anchor:o8,tag:a11,end:l9},s10){let f12={type:"\
scalar",offset:a7(e4,r8,t5),indent:-1,source:""},c13=A3(i8,f12,a11,s10);return o8&&(c13.anchor=o8.source.substring(1),c13.
anchor===""&&s10(o8,"BAD_ALIAS","Anchor cannot be an empty string")),m7&&(c13.spaceBefore=!0),n12&&(c13.comment=n12,c13.
range[2]=l9),c13}function _4({options:i8},{offset:e4,source:r8,end:t5},m7){let n12=new A2(r8.substring(1));n12.source===
""&&m7(e4,"BAD_ALIAS","Alias cannot be an empty string"),n12.source.endsWith(":")&&m7(e4+r8.length-1,"BAD_ALIAS","Alias \
ending in : is ambiguous",!0);let o8=e4+r8.length,a11=m3(t5,o8,i8.strict,m7);return n12.range=[e4,o8,a11.offset],a11.comment&&
(n12.comment=a11.comment),n12}function w7(p9,a11,{offset:s10,start:i8,value:e4,end:m7},n12){let f12=Object.assign({_directives:a11},p9),t5=new y8(void 0,
f12),r8={atKey:!1,atRoot:!0,directives:t5.directives,options:t5.options,schema:t5.schema},o8=w6(i8,{indicator:"doc-start",
next:e4??m7?.[0],offset:s10,onError:n12,parentIndent:0,startOnNewline:!0});o8.found&&(t5.directives.docStart=!0,e4&&(e4.
type==="block-map"||e4.type==="block-seq")&&!o8.hasNewline&&n12(o8.end,"MISSING_CHAR","Block collection cannot start on \
same line with directives-end marker")),t5.contents=e4?g9(r8,e4,o8,n12):u9(r8,o8.end,i8,null,o8,n12);let d10=t5.contents.
range[2],c13=m3(m7,d10,!1,n12);return c13.comment&&(t5.comment=c13.comment),t5.range=[s10,d10,c13.offset],t5}function c8(o8){if(typeof o8=="number")return[o8,o8+1];if(Array.isArray(o8))return o8.length===2?o8:[o8[0],o8[1]];let{offset:e4,
source:s10}=o8;return[e4,e4+(typeof s10=="string"?s10.length:1)]}function d7(o8){let e4="",s10=!1,t5=!1;for(let i8=0;i8<
o8.length;++i8){let r8=o8[i8];switch(r8[0]){case"#":e4+=(e4===""?"":t5?`

`:`
`)+(r8.substring(1)||" "),s10=!0,t5=!1;break;case"%":o8[i8+1]?.[0]!=="#"&&(i8+=1),s10=!1;break;default:s10||(t5=!0),s10=
!1}}return{comment:e4,afterEmptyLine:t5}}var v6=class{constructor(e4={}){this.doc=null,this.atDirectives=!1,this.prelude=
[],this.errors=[],this.warnings=[],this.onError=(s10,t5,i8,r8)=>{let n12=c8(s10);r8?this.warnings.push(new p6(n12,t5,i8)):
this.errors.push(new u7(n12,t5,i8))},this.directives=new n2({version:e4.version||"1.2"}),this.options=e4}decorate(e4,s10){
let{comment:t5,afterEmptyLine:i8}=d7(this.prelude);if(t5){let r8=e4.contents;if(s10)e4.comment=e4.comment?`${e4.comment}\

${t5}`:t5;else if(i8||e4.directives.docStart||!r8)e4.commentBefore=t5;else if(f(r8)&&!r8.flow&&r8.items.length>0){let n12=r8.
items[0];p(n12)&&(n12=n12.key);let a11=n12.commentBefore;n12.commentBefore=a11?`${t5}
${a11}`:t5}else{let n12=r8.commentBefore;r8.commentBefore=n12?`${t5}
${n12}`:t5}}if(s10){for(let r8=0;r8<this.errors.length;++r8)e4.errors.push(this.errors[r8]);for(let r8=0;r8<this.warnings.
length;++r8)e4.warnings.push(this.warnings[r8])}else e4.errors=this.errors,e4.warnings=this.warnings;this.prelude=[],this.
errors=[],this.warnings=[]}streamInfo(){return{comment:d7(this.prelude).comment,directives:this.directives,errors:this.errors,
warnings:this.warnings}}*compose(e4,s10=!1,t5=-1){for(let i8 of e4)yield*this.next(i8);yield*this.end(s10,t5)}*next(e4){
switch(e4.type){case"directive":this.directives.add(e4.source,(s10,t5,i8)=>{let r8=c8(e4);r8[0]+=s10,this.onError(r8,"BA\
D_DIRECTIVE",t5,i8)}),this.prelude.push(e4.source),this.atDirectives=!0;break;case"document":{let s10=w7(this.options,this.
directives,e4,this.onError);this.atDirectives&&!s10.directives.docStart&&this.onError(e4,"MISSING_CHAR","Missing directi\
ves-end/doc-start indicator line"),this.decorate(s10,!1),this.doc&&(yield this.doc),this.doc=s10,this.atDirectives=!1;break}case"\
byte-order-mark":case"space":break;case"comment":case"newline":this.prelude.push(e4.source);break;case"error":{let s10=e4.
source?`${e4.message}: ${JSON.stringify(e4.source)}`:e4.message,t5=new u7(c8(e4),"UNEXPECTED_TOKEN",s10);this.atDirectives||
!this.doc?this.errors.push(t5):this.doc.errors.push(t5);break}case"doc-end":{if(!this.doc){let t5="Unexpected doc-end wi\
thout preceding document";this.errors.push(new u7(c8(e4),"UNEXPECTED_TOKEN",t5));break}this.doc.directives.docEnd=!0;let s10=m3(
e4.end,e4.offset+e4.source.length,this.doc.options.strict,this.onError);if(this.decorate(this.doc,!0),s10.comment){let t5=this.
doc.comment;this.doc.comment=t5?`${t5}
${s10.comment}`:s10.comment}this.doc.range[2]=s10.offset;break}default:this.errors.push(new u7(c8(e4),"UNEXPECTED_TOKEN",
`Unsupported token ${e4.type}`))}}*end(e4=!1,s10=-1){if(this.doc)this.decorate(this.doc,!0),yield this.doc,this.doc=null;else if(e4){
let t5=Object.assign({_directives:this.directives},this.options),i8=new y8(void 0,t5);this.atDirectives&&this.onError(s10,
"MISSING_CHAR","Missing directives-end indicator line"),i8.range=[0,s10,s10],this.decorate(i8,!1),yield i8}}};var cst_exports={};__export(cst_exports,{BOM:()=>r6,DOCUMENT:()=>a8,FLOW_END:()=>t4,SCALAR:()=>c10,createScalarToken:()=>O3,
isCollection:()=>s8,isScalar:()=>n10,prettyToken:()=>u11,resolveAsScalar:()=>g10,setScalarValue:()=>q,stringify:()=>n9,tokenType:()=>o7,
visit:()=>l8});function g10(e4,c13=!0,l9){if(e4){let a11=(t5,s10,n12)=>{let r8=typeof t5=="number"?t5:Array.isArray(t5)?t5[0]:t5.offset;
if(l9)l9(r8,s10,n12);else throw new u7([r8,r8+1],s10,n12)};switch(e4.type){case"scalar":case"single-quoted-scalar":case"\
double-quoted-scalar":return x(e4,c13,a11);case"block-scalar":return I2({options:{strict:c13}},e4,a11)}}return null}function O3(e4,c13){
let{implicitKey:l9=!1,indent:a11,inFlow:t5=!1,offset:s10=-1,type:n12="PLAIN"}=c13,r8=M({type:n12,value:e4},{implicitKey:l9,
indent:a11>0?" ".repeat(a11):"",inFlow:t5,options:{blockQuote:!0,lineWidth:-1}}),o8=c13.end??[{type:"newline",offset:-1,
indent:a11,source:`
`}];switch(r8[0]){case"|":case">":{let i8=r8.indexOf(`
`),b8=r8.substring(0,i8),y12=r8.substring(i8+1)+`
`,f12=[{type:"block-scalar-header",offset:s10,indent:a11,source:b8}];return p7(f12,o8)||f12.push({type:"newline",offset:-1,
indent:a11,source:`
`}),{type:"block-scalar",offset:s10,indent:a11,props:f12,source:y12}}case'"':return{type:"double-quoted-scalar",offset:s10,
indent:a11,source:r8,end:o8};case"'":return{type:"single-quoted-scalar",offset:s10,indent:a11,source:r8,end:o8};default:
return{type:"scalar",offset:s10,indent:a11,source:r8,end:o8}}}function q(e4,c13,l9={}){let{afterKey:a11=!1,implicitKey:t5=!1,
inFlow:s10=!1,type:n12}=l9,r8="indent"in e4?e4.indent:null;if(a11&&typeof r8=="number"&&(r8+=2),!n12)switch(e4.type){case"\
single-quoted-scalar":n12="QUOTE_SINGLE";break;case"double-quoted-scalar":n12="QUOTE_DOUBLE";break;case"block-scalar":{let i8=e4.
props[0];if(i8.type!=="block-scalar-header")throw new Error("Invalid block scalar header");n12=i8.source[0]===">"?"BLOCK\
_FOLDED":"BLOCK_LITERAL";break}default:n12="PLAIN"}let o8=M({type:n12,value:c13},{implicitKey:t5||r8===null,indent:r8!==
null&&r8>0?" ".repeat(r8):"",inFlow:s10,options:{blockQuote:!0,lineWidth:-1}});switch(o8[0]){case"|":case">":E6(e4,o8);break;case'\
"':d8(e4,o8,"double-quoted-scalar");break;case"'":d8(e4,o8,"single-quoted-scalar");break;default:d8(e4,o8,"scalar")}}function E6(e4,c13){
let l9=c13.indexOf(`
`),a11=c13.substring(0,l9),t5=c13.substring(l9+1)+`
`;if(e4.type==="block-scalar"){let s10=e4.props[0];if(s10.type!=="block-scalar-header")throw new Error("Invalid block sc\
alar header");s10.source=a11,e4.source=t5}else{let{offset:s10}=e4,n12="indent"in e4?e4.indent:-1,r8=[{type:"block-scalar\
-header",offset:s10,indent:n12,source:a11}];p7(r8,"end"in e4?e4.end:void 0)||r8.push({type:"newline",offset:-1,indent:n12,
source:`
`});for(let o8 of Object.keys(e4))o8!=="type"&&o8!=="offset"&&delete e4[o8];Object.assign(e4,{type:"block-scalar",indent:n12,
props:r8,source:t5})}}function p7(e4,c13){if(c13)for(let l9 of c13)switch(l9.type){case"space":case"comment":e4.push(l9);
break;case"newline":return e4.push(l9),!0}return!1}function d8(e4,c13,l9){switch(e4.type){case"scalar":case"double-quote\
d-scalar":case"single-quoted-scalar":e4.type=l9,e4.source=c13;break;case"block-scalar":{let a11=e4.props.slice(1),t5=c13.
length;e4.props[0].type==="block-scalar-header"&&(t5-=e4.props[0].source.length);for(let s10 of a11)s10.offset+=t5;delete e4.
props,Object.assign(e4,{type:l9,source:c13,end:a11});break}case"block-map":case"block-seq":{let t5={type:"newline",offset:e4.
offset+c13.length,indent:e4.indent,source:`
`};delete e4.items,Object.assign(e4,{type:l9,source:c13,end:[t5]});break}default:{let a11="indent"in e4?e4.indent:-1,t5="\
end"in e4&&Array.isArray(e4.end)?e4.end.filter(s10=>s10.type==="space"||s10.type==="comment"||s10.type==="newline"):[];for(let s10 of Object.
keys(e4))s10!=="type"&&s10!=="offset"&&delete e4[s10];Object.assign(e4,{type:l9,indent:a11,source:c13,end:t5})}}}var n9=r8=>"type"in r8?t3(r8):c9(r8);function t3(r8){switch(r8.type){case"block-scalar":{let s10="";for(let e4 of r8.props)
s10+=t3(e4);return s10+r8.source}case"block-map":case"block-seq":{let s10="";for(let e4 of r8.items)s10+=c9(e4);return s10}case"\
flow-collection":{let s10=r8.start.source;for(let e4 of r8.items)s10+=c9(e4);for(let e4 of r8.end)s10+=e4.source;return s10}case"\
document":{let s10=c9(r8);if(r8.end)for(let e4 of r8.end)s10+=e4.source;return s10}default:{let s10=r8.source;if("end"in
r8&&r8.end)for(let e4 of r8.end)s10+=e4.source;return s10}}}function c9({start:r8,key:s10,sep:e4,value:i8}){let o8="";for(let f12 of r8)
o8+=f12.source;if(s10&&(o8+=t3(s10)),e4)for(let f12 of e4)o8+=f12.source;return i8&&(o8+=t3(i8)),o8}var s7=Symbol("break visit"),y9=Symbol("skip children"),u10=Symbol("remove item");function l8(e4,t5){"type"in e4&&e4.type===
"document"&&(e4={start:e4.start,value:e4.value}),m5(Object.freeze([]),e4,t5)}l8.BREAK=s7,l8.SKIP=y9,l8.REMOVE=u10,l8.itemAtPath=
(e4,t5)=>{let r8=e4;for(let[n12,i8]of t5){let o8=r8?.[n12];if(o8&&"items"in o8)r8=o8.items[i8];else return}return r8},l8.
parentCollection=(e4,t5)=>{let r8=l8.itemAtPath(e4,t5.slice(0,-1)),n12=t5[t5.length-1][0],i8=r8?.[n12];if(i8&&"items"in i8)
return i8;throw new Error("Parent collection not found")};function m5(e4,t5,r8){let n12=r8(t5,e4);if(typeof n12=="symbol")
return n12;for(let i8 of["key","value"]){let o8=t5[i8];if(o8&&"items"in o8){for(let f12=0;f12<o8.items.length;++f12){let c13=m5(
Object.freeze(e4.concat([[i8,f12]])),o8.items[f12],r8);if(typeof c13=="number")f12=c13-1;else{if(c13===s7)return s7;c13===
u10&&(o8.items.splice(f12,1),f12-=1)}}typeof n12=="function"&&i8==="key"&&(n12=n12(t5,e4))}}return typeof n12=="function"?
n12(t5,e4):n12}var r6="\uFEFF",a8="",t4="",c10="",s8=e4=>!!e4&&"items"in e4,n10=e4=>!!e4&&(e4.type==="scalar"||e4.type==="single-quo\
ted-scalar"||e4.type==="double-quoted-scalar"||e4.type==="block-scalar");function u11(e4){switch(e4){case r6:return"<BOM\
>";case a8:return"<DOC>";case t4:return"<FLOW_END>";case c10:return"<SCALAR>";default:return JSON.stringify(e4)}}function o7(e4){
switch(e4){case r6:return"byte-order-mark";case a8:return"doc-mode";case t4:return"flow-error-end";case c10:return"scala\
r";case"---":return"doc-start";case"...":return"doc-end";case"":case`
`:case`\r
`:return"newline";case"-":return"seq-item-ind";case"?":return"explicit-key-ind";case":":return"map-value-ind";case"{":return"\
flow-map-start";case"}":return"flow-map-end";case"[":return"flow-seq-start";case"]":return"flow-seq-end";case",":return"\
comma"}switch(e4[0]){case" ":case"	":return"space";case"#":return"comment";case"%":return"directive-line";case"*":return"\
alias";case"&":return"anchor";case"!":return"tag";case"'":return"single-quoted-scalar";case'"':return"double-quoted-scal\
ar";case"|":case">":return"block-scalar-header"}return null}function n11(l9){switch(l9){case void 0:case" ":case`
`:case"\r":case"	":return!0;default:return!1}}var c11=new Set("0123456789ABCDEFabcdef"),y10=new Set("0123456789ABCDEFGHI\
JKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()"),a9=new Set(",[]{}"),w8=new Set(` ,[]{}
\r	`),u12=l9=>!l9||w8.has(l9),x2=class{constructor(){this.atEnd=!1,this.blockScalarIndent=-1,this.blockScalarKeep=!1,this.
buffer="",this.flowKey=!1,this.flowLevel=0,this.indentNext=0,this.indentValue=0,this.lineEndPos=null,this.next=null,this.
pos=0}*lex(e4,t5=!1){if(e4){if(typeof e4!="string")throw TypeError("source is not a string");this.buffer=this.buffer?this.
buffer+e4:e4,this.lineEndPos=null}this.atEnd=!t5;let s10=this.next??"stream";for(;s10&&(t5||this.hasChars(1));)s10=yield*this.
parseNext(s10)}atLineEnd(){let e4=this.pos,t5=this.buffer[e4];for(;t5===" "||t5==="	";)t5=this.buffer[++e4];return!t5||t5===
"#"||t5===`
`?!0:t5==="\r"?this.buffer[e4+1]===`
`:!1}charAt(e4){return this.buffer[this.pos+e4]}continueScalar(e4){let t5=this.buffer[e4];if(this.indentNext>0){let s10=0;
for(;t5===" ";)t5=this.buffer[++s10+e4];if(t5==="\r"){let h6=this.buffer[s10+e4+1];if(h6===`
`||!h6&&!this.atEnd)return e4+s10+1}return t5===`
`||s10>=this.indentNext||!t5&&!this.atEnd?e4+s10:-1}if(t5==="-"||t5==="."){let s10=this.buffer.substr(e4,3);if((s10==="-\
--"||s10==="...")&&n11(this.buffer[e4+3]))return-1}return e4}getLine(){let e4=this.lineEndPos;return(typeof e4!="number"||
e4!==-1&&e4<this.pos)&&(e4=this.buffer.indexOf(`
`,this.pos),this.lineEndPos=e4),e4===-1?this.atEnd?this.buffer.substring(this.pos):null:(this.buffer[e4-1]==="\r"&&(e4-=
1),this.buffer.substring(this.pos,e4))}hasChars(e4){return this.pos+e4<=this.buffer.length}setNext(e4){return this.buffer=
this.buffer.substring(this.pos),this.pos=0,this.lineEndPos=null,this.next=e4,null}peek(e4){return this.buffer.substr(this.
pos,e4)}*parseNext(e4){switch(e4){case"stream":return yield*this.parseStream();case"line-start":return yield*this.parseLineStart();case"\
block-start":return yield*this.parseBlockStart();case"doc":return yield*this.parseDocument();case"flow":return yield*this.
parseFlowCollection();case"quoted-scalar":return yield*this.parseQuotedScalar();case"block-scalar":return yield*this.parseBlockScalar();case"\
plain-scalar":return yield*this.parsePlainScalar()}}*parseStream(){let e4=this.getLine();if(e4===null)return this.setNext(
"stream");if(e4[0]===r6&&(yield*this.pushCount(1),e4=e4.substring(1)),e4[0]==="%"){let t5=e4.length,s10=e4.indexOf("#");
for(;s10!==-1;){let i8=e4[s10-1];if(i8===" "||i8==="	"){t5=s10-1;break}else s10=e4.indexOf("#",s10+1)}for(;;){let i8=e4[t5-
1];if(i8===" "||i8==="	")t5-=1;else break}let h6=(yield*this.pushCount(t5))+(yield*this.pushSpaces(!0));return yield*this.
pushCount(e4.length-h6),this.pushNewline(),"stream"}if(this.atLineEnd()){let t5=yield*this.pushSpaces(!0);return yield*this.
pushCount(e4.length-t5),yield*this.pushNewline(),"stream"}return yield a8,yield*this.parseLineStart()}*parseLineStart(){
let e4=this.charAt(0);if(!e4&&!this.atEnd)return this.setNext("line-start");if(e4==="-"||e4==="."){if(!this.atEnd&&!this.
hasChars(4))return this.setNext("line-start");let t5=this.peek(3);if((t5==="---"||t5==="...")&&n11(this.charAt(3)))return yield*this.
pushCount(3),this.indentValue=0,this.indentNext=0,t5==="---"?"doc":"stream"}return this.indentValue=yield*this.pushSpaces(
!1),this.indentNext>this.indentValue&&!n11(this.charAt(1))&&(this.indentNext=this.indentValue),yield*this.parseBlockStart()}*parseBlockStart(){
let[e4,t5]=this.peek(2);if(!t5&&!this.atEnd)return this.setNext("block-start");if((e4==="-"||e4==="?"||e4===":")&&n11(t5)){
let s10=(yield*this.pushCount(1))+(yield*this.pushSpaces(!0));return this.indentNext=this.indentValue+1,this.indentValue+=
s10,"block-start"}return"doc"}*parseDocument(){yield*this.pushSpaces(!0);let e4=this.getLine();if(e4===null)return this.
setNext("doc");let t5=yield*this.pushIndicators();switch(e4[t5]){case"#":yield*this.pushCount(e4.length-t5);case void 0:
return yield*this.pushNewline(),yield*this.parseLineStart();case"{":case"[":return yield*this.pushCount(1),this.flowKey=
!1,this.flowLevel=1,"flow";case"}":case"]":return yield*this.pushCount(1),"doc";case"*":return yield*this.pushUntil(u12),
"doc";case'"':case"'":return yield*this.parseQuotedScalar();case"|":case">":return t5+=yield*this.parseBlockScalarHeader(),
t5+=yield*this.pushSpaces(!0),yield*this.pushCount(e4.length-t5),yield*this.pushNewline(),yield*this.parseBlockScalar();default:
return yield*this.parsePlainScalar()}}*parseFlowCollection(){let e4,t5,s10=-1;do e4=yield*this.pushNewline(),e4>0?(t5=yield*this.
pushSpaces(!1),this.indentValue=s10=t5):t5=0,t5+=yield*this.pushSpaces(!0);while(e4+t5>0);let h6=this.getLine();if(h6===
null)return this.setNext("flow");if((s10!==-1&&s10<this.indentNext&&h6[0]!=="#"||s10===0&&(h6.startsWith("---")||h6.startsWith(
"..."))&&n11(h6[3]))&&!(s10===this.indentNext-1&&this.flowLevel===1&&(h6[0]==="]"||h6[0]==="}")))return this.flowLevel=0,
yield t4,yield*this.parseLineStart();let i8=0;for(;h6[i8]===",";)i8+=yield*this.pushCount(1),i8+=yield*this.pushSpaces(!0),
this.flowKey=!1;switch(i8+=yield*this.pushIndicators(),h6[i8]){case void 0:return"flow";case"#":return yield*this.pushCount(
h6.length-i8),"flow";case"{":case"[":return yield*this.pushCount(1),this.flowKey=!1,this.flowLevel+=1,"flow";case"}":case"\
]":return yield*this.pushCount(1),this.flowKey=!0,this.flowLevel-=1,this.flowLevel?"flow":"doc";case"*":return yield*this.
pushUntil(u12),"flow";case'"':case"'":return this.flowKey=!0,yield*this.parseQuotedScalar();case":":{let r8=this.charAt(
1);if(this.flowKey||n11(r8)||r8===",")return this.flowKey=!1,yield*this.pushCount(1),yield*this.pushSpaces(!0),"flow"}default:
return this.flowKey=!1,yield*this.parsePlainScalar()}}*parseQuotedScalar(){let e4=this.charAt(0),t5=this.buffer.indexOf(
e4,this.pos+1);if(e4==="'")for(;t5!==-1&&this.buffer[t5+1]==="'";)t5=this.buffer.indexOf("'",t5+2);else for(;t5!==-1;){let i8=0;
for(;this.buffer[t5-1-i8]==="\\";)i8+=1;if(i8%2===0)break;t5=this.buffer.indexOf('"',t5+1)}let s10=this.buffer.substring(
0,t5),h6=s10.indexOf(`
`,this.pos);if(h6!==-1){for(;h6!==-1;){let i8=this.continueScalar(h6+1);if(i8===-1)break;h6=s10.indexOf(`
`,i8)}h6!==-1&&(t5=h6-(s10[h6-1]==="\r"?2:1))}if(t5===-1){if(!this.atEnd)return this.setNext("quoted-scalar");t5=this.buffer.
length}return yield*this.pushToIndex(t5+1,!1),this.flowLevel?"flow":"doc"}*parseBlockScalarHeader(){this.blockScalarIndent=
-1,this.blockScalarKeep=!1;let e4=this.pos;for(;;){let t5=this.buffer[++e4];if(t5==="+")this.blockScalarKeep=!0;else if(t5>
"0"&&t5<="9")this.blockScalarIndent=Number(t5)-1;else if(t5!=="-")break}return yield*this.pushUntil(t5=>n11(t5)||t5==="#")}*parseBlockScalar(){
let e4=this.pos-1,t5=0,s10;e:for(let i8=this.pos;s10=this.buffer[i8];++i8)switch(s10){case" ":t5+=1;break;case`
`:e4=i8,t5=0;break;case"\r":{let r8=this.buffer[i8+1];if(!r8&&!this.atEnd)return this.setNext("block-scalar");if(r8===`
`)break}default:break e}if(!s10&&!this.atEnd)return this.setNext("block-scalar");if(t5>=this.indentNext){this.blockScalarIndent===
-1?this.indentNext=t5:this.indentNext=this.blockScalarIndent+(this.indentNext===0?1:this.indentNext);do{let i8=this.continueScalar(
e4+1);if(i8===-1)break;e4=this.buffer.indexOf(`
`,i8)}while(e4!==-1);if(e4===-1){if(!this.atEnd)return this.setNext("block-scalar");e4=this.buffer.length}}let h6=e4+1;for(s10=
this.buffer[h6];s10===" ";)s10=this.buffer[++h6];if(s10==="	"){for(;s10==="	"||s10===" "||s10==="\r"||s10===`
`;)s10=this.buffer[++h6];e4=h6-1}else if(!this.blockScalarKeep)do{let i8=e4-1,r8=this.buffer[i8];r8==="\r"&&(r8=this.buffer[--i8]);
let o8=i8;for(;r8===" ";)r8=this.buffer[--i8];if(r8===`
`&&i8>=this.pos&&i8+1+t5>o8)e4=i8;else break}while(!0);return yield c10,yield*this.pushToIndex(e4+1,!0),yield*this.parseLineStart()}*parsePlainScalar(){
let e4=this.flowLevel>0,t5=this.pos-1,s10=this.pos-1,h6;for(;h6=this.buffer[++s10];)if(h6===":"){let i8=this.buffer[s10+
1];if(n11(i8)||e4&&a9.has(i8))break;t5=s10}else if(n11(h6)){let i8=this.buffer[s10+1];if(h6==="\r"&&(i8===`
`?(s10+=1,h6=`
`,i8=this.buffer[s10+1]):t5=s10),i8==="#"||e4&&a9.has(i8))break;if(h6===`
`){let r8=this.continueScalar(s10+1);if(r8===-1)break;s10=Math.max(s10,r8-2)}}else{if(e4&&a9.has(h6))break;t5=s10}return!h6&&
!this.atEnd?this.setNext("plain-scalar"):(yield c10,yield*this.pushToIndex(t5+1,!0),e4?"flow":"doc")}*pushCount(e4){return e4>
0?(yield this.buffer.substr(this.pos,e4),this.pos+=e4,e4):0}*pushToIndex(e4,t5){let s10=this.buffer.slice(this.pos,e4);return s10?
(yield s10,this.pos+=s10.length,s10.length):(t5&&(yield""),0)}*pushIndicators(){let e4=0;e:for(;;){switch(this.charAt(0)){case"\
!":e4+=yield*this.pushTag(),e4+=yield*this.pushSpaces(!0);continue e;case"&":e4+=yield*this.pushUntil(u12),e4+=yield*this.
pushSpaces(!0);continue e;case"-":case"?":case":":{let t5=this.flowLevel>0,s10=this.charAt(1);if(n11(s10)||t5&&a9.has(s10)){
t5?this.flowKey&&(this.flowKey=!1):this.indentNext=this.indentValue+1,e4+=yield*this.pushCount(1),e4+=yield*this.pushSpaces(
!0);continue e}}}break e}return e4}*pushTag(){if(this.charAt(1)==="<"){let e4=this.pos+2,t5=this.buffer[e4];for(;!n11(t5)&&
t5!==">";)t5=this.buffer[++e4];return yield*this.pushToIndex(t5===">"?e4+1:e4,!1)}else{let e4=this.pos+1,t5=this.buffer[e4];
for(;t5;)if(y10.has(t5))t5=this.buffer[++e4];else if(t5==="%"&&c11.has(this.buffer[e4+1])&&c11.has(this.buffer[e4+2]))t5=
this.buffer[e4+=3];else break;return yield*this.pushToIndex(e4,!1)}}*pushNewline(){let e4=this.buffer[this.pos];return e4===
`
`?yield*this.pushCount(1):e4==="\r"&&this.charAt(1)===`
`?yield*this.pushCount(2):0}*pushSpaces(e4){let t5=this.pos-1,s10;do s10=this.buffer[++t5];while(s10===" "||e4&&s10==="	");
let h6=t5-this.pos;return h6>0&&(yield this.buffer.substr(this.pos,h6),this.pos=t5),h6}*pushUntil(e4){let t5=this.pos,s10=this.
buffer[t5];for(;!e4(s10);)s10=this.buffer[++t5];return yield*this.pushToIndex(t5,!1)}};var s9=class{constructor(){this.lineStarts=[],this.addNewLine=i8=>this.lineStarts.push(i8),this.linePos=i8=>{let t5=0,e4=this.
lineStarts.length;for(;t5<e4;){let l9=t5+e4>>1;this.lineStarts[l9]<i8?t5=l9+1:e4=l9}if(this.lineStarts[t5]===i8)return{line:t5+
1,col:1};if(t5===0)return{line:0,col:i8};let n12=this.lineStarts[t5-1];return{line:t5,col:i8-n12+1}}}};function c12(n12,e4){for(let t5=0;t5<n12.length;++t5)if(n12[t5].type===e4)return!0;return!1}function f11(n12){for(let e4=0;e4<
n12.length;++e4)switch(n12[e4].type){case"space":case"comment":case"newline":break;default:return e4}return-1}function d9(n12){
switch(n12?.type){case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":case"flow-collection":return!0;default:
return!1}}function p8(n12){switch(n12.type){case"document":return n12.start;case"block-map":{let e4=n12.items[n12.items.
length-1];return e4.sep??e4.start}case"block-seq":return n12.items[n12.items.length-1].start;default:return[]}}function r7(n12){
if(n12.length===0)return[];let e4=n12.length;e:for(;--e4>=0;)switch(n12[e4].type){case"doc-start":case"explicit-key-ind":case"\
map-value-ind":case"seq-item-ind":case"newline":break e}for(;n12[++e4]?.type==="space";);return n12.splice(e4,n12.length)}
function u13(n12,e4){if(e4.length<1e5)Array.prototype.push.apply(n12,e4);else for(let t5=0;t5<e4.length;++t5)n12.push(e4[t5])}
function y11(n12){if(n12.start.type==="flow-seq-start")for(let e4 of n12.items)e4.sep&&!e4.value&&!c12(e4.start,"explici\
t-key-ind")&&!c12(e4.sep,"map-value-ind")&&(e4.key&&(e4.value=e4.key),delete e4.key,d9(e4.value)?e4.value.end?u13(e4.value.
end,e4.sep):e4.value.end=e4.sep:u13(e4.start,e4.sep),delete e4.sep)}var w9=class{constructor(e4){this.atNewLine=!0,this.
atScalar=!1,this.indent=0,this.offset=0,this.onKeyLine=!1,this.stack=[],this.source="",this.type="",this.lexer=new x2,this.
onNewLine=e4}*parse(e4,t5=!1){this.onNewLine&&this.offset===0&&this.onNewLine(0);for(let s10 of this.lexer.lex(e4,t5))yield*this.
next(s10);t5||(yield*this.end())}*next(e4){if(this.source=e4,this.atScalar){this.atScalar=!1,yield*this.step(),this.offset+=
e4.length;return}let t5=o7(e4);if(t5)if(t5==="scalar")this.atNewLine=!1,this.atScalar=!0,this.type="scalar";else{switch(this.
type=t5,yield*this.step(),t5){case"newline":this.atNewLine=!0,this.indent=0,this.onNewLine&&this.onNewLine(this.offset+e4.
length);break;case"space":this.atNewLine&&e4[0]===" "&&(this.indent+=e4.length);break;case"explicit-key-ind":case"map-va\
lue-ind":case"seq-item-ind":this.atNewLine&&(this.indent+=e4.length);break;case"doc-mode":case"flow-error-end":return;default:
this.atNewLine=!1}this.offset+=e4.length}else{let s10=`Not a YAML token: ${e4}`;yield*this.pop({type:"error",offset:this.
offset,message:s10,source:e4}),this.offset+=e4.length}}*end(){for(;this.stack.length>0;)yield*this.pop()}get sourceToken(){
return{type:this.type,offset:this.offset,indent:this.indent,source:this.source}}*step(){let e4=this.peek(1);if(this.type===
"doc-end"&&e4?.type!=="doc-end"){for(;this.stack.length>0;)yield*this.pop();this.stack.push({type:"doc-end",offset:this.
offset,source:this.source});return}if(!e4)return yield*this.stream();switch(e4.type){case"document":return yield*this.document(
e4);case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":return yield*this.scalar(e4);case"blo\
ck-scalar":return yield*this.blockScalar(e4);case"block-map":return yield*this.blockMap(e4);case"block-seq":return yield*this.
blockSequence(e4);case"flow-collection":return yield*this.flowCollection(e4);case"doc-end":return yield*this.documentEnd(
e4)}yield*this.pop()}peek(e4){return this.stack[this.stack.length-e4]}*pop(e4){let t5=e4??this.stack.pop();if(!t5)yield{
type:"error",offset:this.offset,source:"",message:"Tried to pop an empty stack"};else if(this.stack.length===0)yield t5;else{
let s10=this.peek(1);switch(t5.type==="block-scalar"?t5.indent="indent"in s10?s10.indent:0:t5.type==="flow-collection"&&
s10.type==="document"&&(t5.indent=0),t5.type==="flow-collection"&&y11(t5),s10.type){case"document":s10.value=t5;break;case"\
block-scalar":s10.props.push(t5);break;case"block-map":{let i8=s10.items[s10.items.length-1];if(i8.value){s10.items.push(
{start:[],key:t5,sep:[]}),this.onKeyLine=!0;return}else if(i8.sep)i8.value=t5;else{Object.assign(i8,{key:t5,sep:[]}),this.
onKeyLine=!i8.explicitKey;return}break}case"block-seq":{let i8=s10.items[s10.items.length-1];i8.value?s10.items.push({start:[],
value:t5}):i8.value=t5;break}case"flow-collection":{let i8=s10.items[s10.items.length-1];!i8||i8.value?s10.items.push({start:[],
key:t5,sep:[]}):i8.sep?i8.value=t5:Object.assign(i8,{key:t5,sep:[]});return}default:yield*this.pop(),yield*this.pop(t5)}
if((s10.type==="document"||s10.type==="block-map"||s10.type==="block-seq")&&(t5.type==="block-map"||t5.type==="block-seq")){
let i8=t5.items[t5.items.length-1];i8&&!i8.sep&&!i8.value&&i8.start.length>0&&f11(i8.start)===-1&&(t5.indent===0||i8.start.
every(a11=>a11.type!=="comment"||a11.indent<t5.indent))&&(s10.type==="document"?s10.end=i8.start:s10.items.push({start:i8.
start}),t5.items.splice(-1,1))}}}*stream(){switch(this.type){case"directive-line":yield{type:"directive",offset:this.offset,
source:this.source};return;case"byte-order-mark":case"space":case"comment":case"newline":yield this.sourceToken;return;case"\
doc-mode":case"doc-start":{let e4={type:"document",offset:this.offset,start:[]};this.type==="doc-start"&&e4.start.push(this.
sourceToken),this.stack.push(e4);return}}yield{type:"error",offset:this.offset,message:`Unexpected ${this.type} token in\
 YAML stream`,source:this.source}}*document(e4){if(e4.value)return yield*this.lineEnd(e4);switch(this.type){case"doc-sta\
rt":{f11(e4.start)!==-1?(yield*this.pop(),yield*this.step()):e4.start.push(this.sourceToken);return}case"anchor":case"ta\
g":case"space":case"comment":case"newline":e4.start.push(this.sourceToken);return}let t5=this.startBlockValue(e4);t5?this.
stack.push(t5):yield{type:"error",offset:this.offset,message:`Unexpected ${this.type} token in YAML document`,source:this.
source}}*scalar(e4){if(this.type==="map-value-ind"){let t5=p8(this.peek(2)),s10=r7(t5),i8;e4.end?(i8=e4.end,i8.push(this.
sourceToken),delete e4.end):i8=[this.sourceToken];let a11={type:"block-map",offset:e4.offset,indent:e4.indent,items:[{start:s10,
key:e4,sep:i8}]};this.onKeyLine=!0,this.stack[this.stack.length-1]=a11}else yield*this.lineEnd(e4)}*blockScalar(e4){switch(this.
type){case"space":case"comment":case"newline":e4.props.push(this.sourceToken);return;case"scalar":if(e4.source=this.source,
this.atNewLine=!0,this.indent=0,this.onNewLine){let t5=this.source.indexOf(`
`)+1;for(;t5!==0;)this.onNewLine(this.offset+t5),t5=this.source.indexOf(`
`,t5)+1}yield*this.pop();break;default:yield*this.pop(),yield*this.step()}}*blockMap(e4){let t5=e4.items[e4.items.length-
1];switch(this.type){case"newline":if(this.onKeyLine=!1,t5.value){let s10="end"in t5.value?t5.value.end:void 0;(Array.isArray(
s10)?s10[s10.length-1]:void 0)?.type==="comment"?s10?.push(this.sourceToken):e4.items.push({start:[this.sourceToken]})}else
t5.sep?t5.sep.push(this.sourceToken):t5.start.push(this.sourceToken);return;case"space":case"comment":if(t5.value)e4.items.
push({start:[this.sourceToken]});else if(t5.sep)t5.sep.push(this.sourceToken);else{if(this.atIndentedComment(t5.start,e4.
indent)){let i8=e4.items[e4.items.length-2]?.value?.end;if(Array.isArray(i8)){u13(i8,t5.start),i8.push(this.sourceToken),
e4.items.pop();return}}t5.start.push(this.sourceToken)}return}if(this.indent>=e4.indent){let s10=!this.onKeyLine&&this.indent===
e4.indent,i8=s10&&(t5.sep||t5.explicitKey)&&this.type!=="seq-item-ind",a11=[];if(i8&&t5.sep&&!t5.value){let o8=[];for(let l9=0;l9<
t5.sep.length;++l9){let h6=t5.sep[l9];switch(h6.type){case"newline":o8.push(l9);break;case"space":break;case"comment":h6.
indent>e4.indent&&(o8.length=0);break;default:o8.length=0}}o8.length>=2&&(a11=t5.sep.splice(o8[1]))}switch(this.type){case"\
anchor":case"tag":i8||t5.value?(a11.push(this.sourceToken),e4.items.push({start:a11}),this.onKeyLine=!0):t5.sep?t5.sep.push(
this.sourceToken):t5.start.push(this.sourceToken);return;case"explicit-key-ind":!t5.sep&&!t5.explicitKey?(t5.start.push(
this.sourceToken),t5.explicitKey=!0):i8||t5.value?(a11.push(this.sourceToken),e4.items.push({start:a11,explicitKey:!0})):
this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken],explicitKey:!0}]}),
this.onKeyLine=!0;return;case"map-value-ind":if(t5.explicitKey)if(t5.sep)if(t5.value)e4.items.push({start:[],key:null,sep:[
this.sourceToken]});else if(c12(t5.sep,"map-value-ind"))this.stack.push({type:"block-map",offset:this.offset,indent:this.
indent,items:[{start:a11,key:null,sep:[this.sourceToken]}]});else if(d9(t5.key)&&!c12(t5.sep,"newline")){let o8=r7(t5.start),
l9=t5.key,h6=t5.sep;h6.push(this.sourceToken),delete t5.key,delete t5.sep,this.stack.push({type:"block-map",offset:this.
offset,indent:this.indent,items:[{start:o8,key:l9,sep:h6}]})}else a11.length>0?t5.sep=t5.sep.concat(a11,this.sourceToken):
t5.sep.push(this.sourceToken);else if(c12(t5.start,"newline"))Object.assign(t5,{key:null,sep:[this.sourceToken]});else{let o8=r7(
t5.start);this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:o8,key:null,sep:[this.sourceToken]}]})}else
t5.sep?t5.value||i8?e4.items.push({start:a11,key:null,sep:[this.sourceToken]}):c12(t5.sep,"map-value-ind")?this.stack.push(
{type:"block-map",offset:this.offset,indent:this.indent,items:[{start:[],key:null,sep:[this.sourceToken]}]}):t5.sep.push(
this.sourceToken):Object.assign(t5,{key:null,sep:[this.sourceToken]});this.onKeyLine=!0;return;case"alias":case"scalar":case"\
single-quoted-scalar":case"double-quoted-scalar":{let o8=this.flowScalar(this.type);i8||t5.value?(e4.items.push({start:a11,
key:o8,sep:[]}),this.onKeyLine=!0):t5.sep?this.stack.push(o8):(Object.assign(t5,{key:o8,sep:[]}),this.onKeyLine=!0);return}default:{
let o8=this.startBlockValue(e4);if(o8){if(o8.type==="block-seq"){if(!t5.explicitKey&&t5.sep&&!c12(t5.sep,"newline")){yield*this.
pop({type:"error",offset:this.offset,message:"Unexpected block-seq-ind on same line with key",source:this.source});return}}else
s10&&e4.items.push({start:a11});this.stack.push(o8);return}}}}yield*this.pop(),yield*this.step()}*blockSequence(e4){let t5=e4.
items[e4.items.length-1];switch(this.type){case"newline":if(t5.value){let s10="end"in t5.value?t5.value.end:void 0;(Array.
isArray(s10)?s10[s10.length-1]:void 0)?.type==="comment"?s10?.push(this.sourceToken):e4.items.push({start:[this.sourceToken]})}else
t5.start.push(this.sourceToken);return;case"space":case"comment":if(t5.value)e4.items.push({start:[this.sourceToken]});else{
if(this.atIndentedComment(t5.start,e4.indent)){let i8=e4.items[e4.items.length-2]?.value?.end;if(Array.isArray(i8)){u13(
i8,t5.start),i8.push(this.sourceToken),e4.items.pop();return}}t5.start.push(this.sourceToken)}return;case"anchor":case"t\
ag":if(t5.value||this.indent<=e4.indent)break;t5.start.push(this.sourceToken);return;case"seq-item-ind":if(this.indent!==
e4.indent)break;t5.value||c12(t5.start,"seq-item-ind")?e4.items.push({start:[this.sourceToken]}):t5.start.push(this.sourceToken);
return}if(this.indent>e4.indent){let s10=this.startBlockValue(e4);if(s10){this.stack.push(s10);return}}yield*this.pop(),
yield*this.step()}*flowCollection(e4){let t5=e4.items[e4.items.length-1];if(this.type==="flow-error-end"){let s10;do yield*this.
pop(),s10=this.peek(1);while(s10?.type==="flow-collection")}else if(e4.end.length===0){switch(this.type){case"comma":case"\
explicit-key-ind":!t5||t5.sep?e4.items.push({start:[this.sourceToken]}):t5.start.push(this.sourceToken);return;case"map-\
value-ind":!t5||t5.value?e4.items.push({start:[],key:null,sep:[this.sourceToken]}):t5.sep?t5.sep.push(this.sourceToken):
Object.assign(t5,{key:null,sep:[this.sourceToken]});return;case"space":case"comment":case"newline":case"anchor":case"tag":
!t5||t5.value?e4.items.push({start:[this.sourceToken]}):t5.sep?t5.sep.push(this.sourceToken):t5.start.push(this.sourceToken);
return;case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":{let i8=this.flowScalar(this.type);
!t5||t5.value?e4.items.push({start:[],key:i8,sep:[]}):t5.sep?this.stack.push(i8):Object.assign(t5,{key:i8,sep:[]});return}case"\
flow-map-end":case"flow-seq-end":e4.end.push(this.sourceToken);return}let s10=this.startBlockValue(e4);s10?this.stack.push(
s10):(yield*this.pop(),yield*this.step())}else{let s10=this.peek(2);if(s10.type==="block-map"&&(this.type==="map-value-i\
nd"&&s10.indent===e4.indent||this.type==="newline"&&!s10.items[s10.items.length-1].sep))yield*this.pop(),yield*this.step();else if(this.
type==="map-value-ind"&&s10.type!=="flow-collection"){let i8=p8(s10),a11=r7(i8);y11(e4);let o8=e4.end.splice(1,e4.end.length);
o8.push(this.sourceToken);let l9={type:"block-map",offset:e4.offset,indent:e4.indent,items:[{start:a11,key:e4,sep:o8}]};
this.onKeyLine=!0,this.stack[this.stack.length-1]=l9}else yield*this.lineEnd(e4)}}flowScalar(e4){if(this.onNewLine){let t5=this.
source.indexOf(`
`)+1;for(;t5!==0;)this.onNewLine(this.offset+t5),t5=this.source.indexOf(`
`,t5)+1}return{type:e4,offset:this.offset,indent:this.indent,source:this.source}}startBlockValue(e4){switch(this.type){case"\
alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":return this.flowScalar(this.type);case"block-s\
calar-header":return{type:"block-scalar",offset:this.offset,indent:this.indent,props:[this.sourceToken],source:""};case"\
flow-map-start":case"flow-seq-start":return{type:"flow-collection",offset:this.offset,indent:this.indent,start:this.sourceToken,
items:[],end:[]};case"seq-item-ind":return{type:"block-seq",offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken]}]};case"\
explicit-key-ind":{this.onKeyLine=!0;let t5=p8(e4),s10=r7(t5);return s10.push(this.sourceToken),{type:"block-map",offset:this.
offset,indent:this.indent,items:[{start:s10,explicitKey:!0}]}}case"map-value-ind":{this.onKeyLine=!0;let t5=p8(e4),s10=r7(
t5);return{type:"block-map",offset:this.offset,indent:this.indent,items:[{start:s10,key:null,sep:[this.sourceToken]}]}}}
return null}atIndentedComment(e4,t5){return this.type!=="comment"||this.indent<=t5?!1:e4.every(s10=>s10.type==="newline"||
s10.type==="space")}*documentEnd(e4){this.type!=="doc-mode"&&(e4.end?e4.end.push(this.sourceToken):e4.end=[this.sourceToken],
this.type==="newline"&&(yield*this.pop()))}*lineEnd(e4){switch(this.type){case"comma":case"doc-start":case"doc-end":case"\
flow-seq-end":case"flow-map-end":case"map-value-ind":yield*this.pop(),yield*this.step();break;case"newline":this.onKeyLine=
!1;default:e4.end?e4.end.push(this.sourceToken):e4.end=[this.sourceToken],this.type==="newline"&&(yield*this.pop())}}};function m6(n12){let e4=n12.prettyErrors!==!1;return{lineCounter:n12.lineCounter||e4&&new s9||null,prettyErrors:e4}}function h5(n12,e4={}){
let{lineCounter:r8,prettyErrors:f12}=m6(e4),t5=new w9(r8?.addNewLine),i8=new v6(e4),o8=Array.from(i8.compose(t5.parse(n12)));
if(f12&&r8)for(let s10 of o8)s10.errors.forEach(h4(n12,r8)),s10.warnings.forEach(h4(n12,r8));return o8.length>0?o8:Object.
assign([],{empty:!0},i8.streamInfo())}function a10(n12,e4={}){let{lineCounter:r8,prettyErrors:f12}=m6(e4),t5=new w9(r8?.
addNewLine),i8=new v6(e4),o8=null;for(let s10 of i8.compose(t5.parse(n12),!0,n12.length))if(!o8)o8=s10;else if(o8.options.
logLevel!=="silent"){o8.errors.push(new u7(s10.range.slice(0,2),"MULTIPLE_DOCS","Source contains multiple documents; ple\
ase use YAML.parseAllDocuments()"));break}return f12&&r8&&(o8.errors.forEach(h4(n12,r8)),o8.warnings.forEach(h4(n12,r8))),
o8}function E7(n12,e4,r8){let f12;typeof e4=="function"?f12=e4:r8===void 0&&e4&&typeof e4=="object"&&(r8=e4);let t5=a10(
n12,r8);if(!t5)return null;if(t5.warnings.forEach(i8=>c2(t5.options.logLevel,i8)),t5.errors.length>0){if(t5.options.logLevel!==
"silent")throw t5.errors[0];t5.errors=[]}return t5.toJS(Object.assign({reviver:f12},r8))}function L3(n12,e4,r8){let f12=null;
if(typeof e4=="function"||Array.isArray(e4)?f12=e4:r8===void 0&&e4&&(r8=e4),typeof r8=="string"&&(r8=r8.length),typeof r8==
"number"){let t5=Math.round(r8);r8=t5<1?void 0:t5>8?{indent:8}:{indent:t5}}if(n12===void 0){let{keepUndefined:t5}=r8??e4??
{};if(!t5)return}return m(n12)&&!f12?n12.toString(r8):new y8(n12,f12,r8).toString(r8)}var browser_default=dist_exports;export{A2 as Alias,cst_exports as CST,v6 as Composer,y8 as Document,x2 as Lexer,s9 as LineCounter,i5 as Pair,w9 as Parser,
t as Scalar,o6 as Schema,c7 as YAMLError,M2 as YAMLMap,u7 as YAMLParseError,S5 as YAMLSeq,p6 as YAMLWarning,browser_default as default,
i as isAlias,f as isCollection,m as isDocument,b as isMap,n as isNode,p as isPair,e as isScalar,S as isSeq,E7 as parse,h5 as parseAllDocuments,
a10 as parseDocument,L3 as stringify,m2 as visit,S2 as visitAsync};

import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{__export}from"./RXVYH6O5.js";var NonBufferedString=class{constructor(){this.decoder=new TextDecoder("utf-8",{fatal:!0}),this.pending=[],this.string="",
this.byteLength=0}appendChar(t){this.pending.push(String.fromCharCode(t)),this.byteLength+=1}appendBuf(t,e=0,s=t.length){
this.pending.push(this.decoder.decode(t.subarray(e,s))),this.byteLength+=s-e}appendCharCode(t){this.pending.push(String.
fromCharCode(t))}reset(){this.pending=[],this.string="",this.byteLength=0}toString(){return this.pending.length>0&&(this.
string+=this.pending.join(""),this.pending=[]),this.string}},BufferedString=class{constructor(t){this.decoder=new TextDecoder(
"utf-8",{fatal:!0}),this.bufferOffset=0,this.string="",this.byteLength=0,this.buffer=new Uint8Array(t)}appendChar(t){this.
bufferOffset>=this.buffer.length&&this.flushStringBuffer(),this.buffer[this.bufferOffset++]=t,this.byteLength+=1}appendBuf(t,e=0,s=t.
length){let i2=s-e;if(this.bufferOffset+i2>this.buffer.length&&this.flushStringBuffer(),i2>this.buffer.length){this.string+=
this.decoder.decode(t.subarray(e,s)),this.byteLength+=i2;return}this.buffer.set(t.subarray(e,s),this.bufferOffset),this.
bufferOffset+=i2,this.byteLength+=i2}appendCharCode(t){this.flushStringBuffer(),this.string+=String.fromCharCode(t)}flushStringBuffer(){
this.string+=this.decoder.decode(this.buffer.subarray(0,this.bufferOffset)),this.bufferOffset=0}reset(){this.string="",this.
bufferOffset=0,this.byteLength=0}toString(){return this.flushStringBuffer(),this.string}};var E;(function(R2){R2[R2.LEFT_BRACE=0]="LEFT_BRACE",R2[R2.RIGHT_BRACE=1]="RIGHT_BRACE",R2[R2.LEFT_BRACKET=2]="LEFT_BRAC\
KET",R2[R2.RIGHT_BRACKET=3]="RIGHT_BRACKET",R2[R2.COLON=4]="COLON",R2[R2.COMMA=5]="COMMA",R2[R2.TRUE=6]="TRUE",R2[R2.FALSE=
7]="FALSE",R2[R2.NULL=8]="NULL",R2[R2.STRING=9]="STRING",R2[R2.NUMBER=10]="NUMBER",R2[R2.SEPARATOR=11]="SEPARATOR"})(E||
(E={}));var tokenType_default=E;var utf_8_exports={};__export(utf_8_exports,{charset:()=>charset,escapedSequences:()=>escapedSequences});var charset;(function(T){
T[T.BACKSPACE=8]="BACKSPACE",T[T.FORM_FEED=12]="FORM_FEED",T[T.NEWLINE=10]="NEWLINE",T[T.CARRIAGE_RETURN=13]="CARRIAGE_R\
ETURN",T[T.TAB=9]="TAB",T[T.SPACE=32]="SPACE",T[T.EXCLAMATION_MARK=33]="EXCLAMATION_MARK",T[T.QUOTATION_MARK=34]="QUOTAT\
ION_MARK",T[T.NUMBER_SIGN=35]="NUMBER_SIGN",T[T.DOLLAR_SIGN=36]="DOLLAR_SIGN",T[T.PERCENT_SIGN=37]="PERCENT_SIGN",T[T.AMPERSAND=
38]="AMPERSAND",T[T.APOSTROPHE=39]="APOSTROPHE",T[T.LEFT_PARENTHESIS=40]="LEFT_PARENTHESIS",T[T.RIGHT_PARENTHESIS=41]="R\
IGHT_PARENTHESIS",T[T.ASTERISK=42]="ASTERISK",T[T.PLUS_SIGN=43]="PLUS_SIGN",T[T.COMMA=44]="COMMA",T[T.HYPHEN_MINUS=45]="\
HYPHEN_MINUS",T[T.FULL_STOP=46]="FULL_STOP",T[T.SOLIDUS=47]="SOLIDUS",T[T.DIGIT_ZERO=48]="DIGIT_ZERO",T[T.DIGIT_ONE=49]=
"DIGIT_ONE",T[T.DIGIT_TWO=50]="DIGIT_TWO",T[T.DIGIT_THREE=51]="DIGIT_THREE",T[T.DIGIT_FOUR=52]="DIGIT_FOUR",T[T.DIGIT_FIVE=
53]="DIGIT_FIVE",T[T.DIGIT_SIX=54]="DIGIT_SIX",T[T.DIGIT_SEVEN=55]="DIGIT_SEVEN",T[T.DIGIT_EIGHT=56]="DIGIT_EIGHT",T[T.DIGIT_NINE=
57]="DIGIT_NINE",T[T.COLON=58]="COLON",T[T.SEMICOLON=59]="SEMICOLON",T[T.LESS_THAN_SIGN=60]="LESS_THAN_SIGN",T[T.EQUALS_SIGN=
61]="EQUALS_SIGN",T[T.GREATER_THAN_SIGN=62]="GREATER_THAN_SIGN",T[T.QUESTION_MARK=63]="QUESTION_MARK",T[T.COMMERCIAL_AT=
64]="COMMERCIAL_AT",T[T.LATIN_CAPITAL_LETTER_A=65]="LATIN_CAPITAL_LETTER_A",T[T.LATIN_CAPITAL_LETTER_B=66]="LATIN_CAPITA\
L_LETTER_B",T[T.LATIN_CAPITAL_LETTER_C=67]="LATIN_CAPITAL_LETTER_C",T[T.LATIN_CAPITAL_LETTER_D=68]="LATIN_CAPITAL_LETTER\
_D",T[T.LATIN_CAPITAL_LETTER_E=69]="LATIN_CAPITAL_LETTER_E",T[T.LATIN_CAPITAL_LETTER_F=70]="LATIN_CAPITAL_LETTER_F",T[T.
LATIN_CAPITAL_LETTER_G=71]="LATIN_CAPITAL_LETTER_G",T[T.LATIN_CAPITAL_LETTER_H=72]="LATIN_CAPITAL_LETTER_H",T[T.LATIN_CAPITAL_LETTER_I=
73]="LATIN_CAPITAL_LETTER_I",T[T.LATIN_CAPITAL_LETTER_J=74]="LATIN_CAPITAL_LETTER_J",T[T.LATIN_CAPITAL_LETTER_K=75]="LAT\
IN_CAPITAL_LETTER_K",T[T.LATIN_CAPITAL_LETTER_L=76]="LATIN_CAPITAL_LETTER_L",T[T.LATIN_CAPITAL_LETTER_M=77]="LATIN_CAPIT\
AL_LETTER_M",T[T.LATIN_CAPITAL_LETTER_N=78]="LATIN_CAPITAL_LETTER_N",T[T.LATIN_CAPITAL_LETTER_O=79]="LATIN_CAPITAL_LETTE\
R_O",T[T.LATIN_CAPITAL_LETTER_P=80]="LATIN_CAPITAL_LETTER_P",T[T.LATIN_CAPITAL_LETTER_Q=81]="LATIN_CAPITAL_LETTER_Q",T[T.
LATIN_CAPITAL_LETTER_R=82]="LATIN_CAPITAL_LETTER_R",T[T.LATIN_CAPITAL_LETTER_S=83]="LATIN_CAPITAL_LETTER_S",T[T.LATIN_CAPITAL_LETTER_T=
84]="LATIN_CAPITAL_LETTER_T",T[T.LATIN_CAPITAL_LETTER_U=85]="LATIN_CAPITAL_LETTER_U",T[T.LATIN_CAPITAL_LETTER_V=86]="LAT\
IN_CAPITAL_LETTER_V",T[T.LATIN_CAPITAL_LETTER_W=87]="LATIN_CAPITAL_LETTER_W",T[T.LATIN_CAPITAL_LETTER_X=88]="LATIN_CAPIT\
AL_LETTER_X",T[T.LATIN_CAPITAL_LETTER_Y=89]="LATIN_CAPITAL_LETTER_Y",T[T.LATIN_CAPITAL_LETTER_Z=90]="LATIN_CAPITAL_LETTE\
R_Z",T[T.LEFT_SQUARE_BRACKET=91]="LEFT_SQUARE_BRACKET",T[T.REVERSE_SOLIDUS=92]="REVERSE_SOLIDUS",T[T.RIGHT_SQUARE_BRACKET=
93]="RIGHT_SQUARE_BRACKET",T[T.CIRCUMFLEX_ACCENT=94]="CIRCUMFLEX_ACCENT",T[T.LOW_LINE=95]="LOW_LINE",T[T.GRAVE_ACCENT=96]=
"GRAVE_ACCENT",T[T.LATIN_SMALL_LETTER_A=97]="LATIN_SMALL_LETTER_A",T[T.LATIN_SMALL_LETTER_B=98]="LATIN_SMALL_LETTER_B",T[T.
LATIN_SMALL_LETTER_C=99]="LATIN_SMALL_LETTER_C",T[T.LATIN_SMALL_LETTER_D=100]="LATIN_SMALL_LETTER_D",T[T.LATIN_SMALL_LETTER_E=
101]="LATIN_SMALL_LETTER_E",T[T.LATIN_SMALL_LETTER_F=102]="LATIN_SMALL_LETTER_F",T[T.LATIN_SMALL_LETTER_G=103]="LATIN_SM\
ALL_LETTER_G",T[T.LATIN_SMALL_LETTER_H=104]="LATIN_SMALL_LETTER_H",T[T.LATIN_SMALL_LETTER_I=105]="LATIN_SMALL_LETTER_I",
T[T.LATIN_SMALL_LETTER_J=106]="LATIN_SMALL_LETTER_J",T[T.LATIN_SMALL_LETTER_K=107]="LATIN_SMALL_LETTER_K",T[T.LATIN_SMALL_LETTER_L=
108]="LATIN_SMALL_LETTER_L",T[T.LATIN_SMALL_LETTER_M=109]="LATIN_SMALL_LETTER_M",T[T.LATIN_SMALL_LETTER_N=110]="LATIN_SM\
ALL_LETTER_N",T[T.LATIN_SMALL_LETTER_O=111]="LATIN_SMALL_LETTER_O",T[T.LATIN_SMALL_LETTER_P=112]="LATIN_SMALL_LETTER_P",
T[T.LATIN_SMALL_LETTER_Q=113]="LATIN_SMALL_LETTER_Q",T[T.LATIN_SMALL_LETTER_R=114]="LATIN_SMALL_LETTER_R",T[T.LATIN_SMALL_LETTER_S=
115]="LATIN_SMALL_LETTER_S",T[T.LATIN_SMALL_LETTER_T=116]="LATIN_SMALL_LETTER_T",T[T.LATIN_SMALL_LETTER_U=117]="LATIN_SM\
ALL_LETTER_U",T[T.LATIN_SMALL_LETTER_V=118]="LATIN_SMALL_LETTER_V",T[T.LATIN_SMALL_LETTER_W=119]="LATIN_SMALL_LETTER_W",
T[T.LATIN_SMALL_LETTER_X=120]="LATIN_SMALL_LETTER_X",T[T.LATIN_SMALL_LETTER_Y=121]="LATIN_SMALL_LETTER_Y",T[T.LATIN_SMALL_LETTER_Z=
122]="LATIN_SMALL_LETTER_Z",T[T.LEFT_CURLY_BRACKET=123]="LEFT_CURLY_BRACKET",T[T.VERTICAL_LINE=124]="VERTICAL_LINE",T[T.
RIGHT_CURLY_BRACKET=125]="RIGHT_CURLY_BRACKET",T[T.TILDE=126]="TILDE"})(charset||(charset={}));var escapedSequences={34:34,
92:92,47:47,98:8,102:12,110:10,114:13,116:9};var u;(function(t){t[t.START=0]="START",t[t.ENDED=1]="ENDED",t[t.ERROR=2]="ERROR",t[t.TRUE1=3]="TRUE1",t[t.TRUE2=4]="TRU\
E2",t[t.TRUE3=5]="TRUE3",t[t.FALSE1=6]="FALSE1",t[t.FALSE2=7]="FALSE2",t[t.FALSE3=8]="FALSE3",t[t.FALSE4=9]="FALSE4",t[t.
NULL1=10]="NULL1",t[t.NULL2=11]="NULL2",t[t.NULL3=12]="NULL3",t[t.STRING_DEFAULT=13]="STRING_DEFAULT",t[t.STRING_AFTER_BACKSLASH=
14]="STRING_AFTER_BACKSLASH",t[t.STRING_UNICODE_DIGIT_1=15]="STRING_UNICODE_DIGIT_1",t[t.STRING_UNICODE_DIGIT_2=16]="STR\
ING_UNICODE_DIGIT_2",t[t.STRING_UNICODE_DIGIT_3=17]="STRING_UNICODE_DIGIT_3",t[t.STRING_UNICODE_DIGIT_4=18]="STRING_UNIC\
ODE_DIGIT_4",t[t.STRING_INCOMPLETE_CHAR=19]="STRING_INCOMPLETE_CHAR",t[t.NUMBER_AFTER_INITIAL_MINUS=20]="NUMBER_AFTER_IN\
ITIAL_MINUS",t[t.NUMBER_AFTER_INITIAL_ZERO=21]="NUMBER_AFTER_INITIAL_ZERO",t[t.NUMBER_AFTER_INITIAL_NON_ZERO=22]="NUMBER\
_AFTER_INITIAL_NON_ZERO",t[t.NUMBER_AFTER_FULL_STOP=23]="NUMBER_AFTER_FULL_STOP",t[t.NUMBER_AFTER_DECIMAL=24]="NUMBER_AF\
TER_DECIMAL",t[t.NUMBER_AFTER_E=25]="NUMBER_AFTER_E",t[t.NUMBER_AFTER_E_AND_SIGN=26]="NUMBER_AFTER_E_AND_SIGN",t[t.NUMBER_AFTER_E_AND_DIGIT=
27]="NUMBER_AFTER_E_AND_DIGIT",t[t.SEPARATOR=28]="SEPARATOR",t[t.BOM_OR_START=29]="BOM_OR_START",t[t.BOM=30]="BOM"})(u||
(u={}));function c(t){return["START","ENDED","ERROR","TRUE1","TRUE2","TRUE3","FALSE1","FALSE2","FALSE3","FALSE4","NULL1",
"NULL2","NULL3","STRING_DEFAULT","STRING_AFTER_BACKSLASH","STRING_UNICODE_DIGIT_1","STRING_UNICODE_DIGIT_2","STRING_UNIC\
ODE_DIGIT_3","STRING_UNICODE_DIGIT_4","STRING_INCOMPLETE_CHAR","NUMBER_AFTER_INITIAL_MINUS","NUMBER_AFTER_INITIAL_ZERO",
"NUMBER_AFTER_INITIAL_NON_ZERO","NUMBER_AFTER_FULL_STOP","NUMBER_AFTER_DECIMAL","NUMBER_AFTER_E","NUMBER_AFTER_E_AND_SIG\
N","NUMBER_AFTER_E_AND_DIGIT","SEPARATOR","BOM_OR_START","BOM"][t]}var E2={stringBufferSize:0,numberBufferSize:0,separator:void 0,
emitPartialTokens:!1},TokenizerError=class _TokenizerError extends Error{constructor(i2){super(i2),Object.setPrototypeOf(
this,_TokenizerError.prototype)}};function d(t,i2){if(i2!==void 0&&(!Number.isInteger(i2)||i2<0))throw new TokenizerError(
`Invalid "${t}": ${i2}. Expected a non-negative integer.`)}function b(t){return t>=194&&t<=223?2:t<=239?3:4}function N(t,i2){
let n=i2;for(;n<t.length&&t[n]>=128;){let s=b(t[n]);if(n+s>t.length)break;n+=s}return n}var R=class{constructor(i2){this.
state=29,this.bomIndex=0,this.separatorIndex=0,this.escapedCharsByteLength=0,this.bytes_remaining=0,this.bytes_in_sequence=
0,this.char_split_buffer=new Uint8Array(4),this.encoder=new TextEncoder,this.offset=-1,this.streamByteLength=0,i2=Object.
assign(Object.assign({},E2),i2),d("stringBufferSize",i2.stringBufferSize),d("numberBufferSize",i2.numberBufferSize),this.
emitPartialTokens=i2.emitPartialTokens===!0,this.bufferedString=i2.stringBufferSize&&i2.stringBufferSize>4?new BufferedString(
i2.stringBufferSize):new NonBufferedString,this.bufferedNumber=i2.numberBufferSize&&i2.numberBufferSize>0?new BufferedString(
i2.numberBufferSize):new NonBufferedString,this.separator=i2.separator,this.separatorBytes=i2.separator?this.encoder.encode(
i2.separator):void 0}get isEnded(){return this.state===1}appendUnicodeCodeUnit(i2){if(this.highSurrogate!==void 0){if(i2>=
56320&&i2<=57343){let e=String.fromCharCode(this.highSurrogate,i2),r=this.encoder.encode(e);this.bufferedString.appendBuf(
r),this.escapedCharsByteLength+=6-r.byteLength,this.highSurrogate=void 0;return}this.flushPendingHighSurrogate()}if(i2>=
55296&&i2<=56319){this.highSurrogate=i2,this.escapedCharsByteLength+=6;return}if(i2>=56320&&i2<=57343){this.bufferedString.
appendCharCode(i2),this.escapedCharsByteLength+=6;return}let n=String.fromCharCode(i2),s=this.encoder.encode(n);this.bufferedString.
appendBuf(s),this.escapedCharsByteLength+=6-s.byteLength}flushPendingHighSurrogate(){this.highSurrogate!==void 0&&(this.
bufferedString.appendCharCode(this.highSurrogate),this.highSurrogate=void 0)}startIncompleteChar(i2,n){this.bytes_in_sequence=
b(i2[n]),this.bytes_remaining=n+this.bytes_in_sequence-i2.length,this.char_split_buffer.set(i2.subarray(n)),this.state=19}write(i2){
try{let n;if(i2 instanceof Uint8Array)n=i2;else if(typeof i2=="string"){this.pendingStringSurrogate!==void 0&&(i2=this.pendingStringSurrogate+
i2,this.pendingStringSurrogate=void 0);let s=i2.charCodeAt(i2.length-1);s>=55296&&s<=56319&&(this.pendingStringSurrogate=
i2[i2.length-1],i2=i2.slice(0,-1)),n=this.encoder.encode(i2)}else if(ArrayBuffer.isView(i2))n=new Uint8Array(i2.buffer,i2.
byteOffset,i2.byteLength);else if(i2!==null&&typeof i2=="object"&&typeof i2[Symbol.iterator]=="function")n=Uint8Array.from(
i2);else throw new TypeError("Unexpected type. The `write` function only accepts Iterables (e.g. Arrays, Sets, Generator\
s), TypedArrays and Strings.");for(let s=0;s<n.length;s+=1){let e=n[s];switch(this.state){case 29:if(e===239){this.bom=[
239,187,191],this.bomIndex+=1,this.state=30;continue}if(i2 instanceof Uint16Array){if(e===254){this.bom=[254,255],this.bomIndex+=
1,this.state=30;continue}if(e===255){this.bom=[255,254],this.bomIndex+=1,this.state=30;continue}}if(i2 instanceof Uint32Array){
if(e===0){this.bom=[0,0,254,255],this.bomIndex+=1,this.state=30;continue}if(e===255){this.bom=[255,254,0,0],this.bomIndex+=
1,this.state=30;continue}}case 0:if(this.offset+=1,this.separatorBytes&&e===this.separatorBytes[0]){if(this.separatorBytes.
length===1){this.state=0,this.onToken({token:tokenType_default.SEPARATOR,value:this.separator,offset:this.offset+this.separatorBytes.
length-1});continue}this.state=28;continue}if(e===32||e===10||e===13||e===9)continue;if(e===123){this.onToken({token:tokenType_default.
LEFT_BRACE,value:"{",offset:this.offset});continue}if(e===125){this.onToken({token:tokenType_default.RIGHT_BRACE,value:"\
}",offset:this.offset});continue}if(e===91){this.onToken({token:tokenType_default.LEFT_BRACKET,value:"[",offset:this.offset});
continue}if(e===93){this.onToken({token:tokenType_default.RIGHT_BRACKET,value:"]",offset:this.offset});continue}if(e===58){
this.onToken({token:tokenType_default.COLON,value:":",offset:this.offset});continue}if(e===44){this.onToken({token:tokenType_default.
COMMA,value:",",offset:this.offset});continue}if(e===116){this.state=3;continue}if(e===102){this.state=6;continue}if(e===
110){this.state=10;continue}if(e===34){this.bufferedString.reset(),this.escapedCharsByteLength=0,this.state=13;continue}
if(e>=49&&e<=57){this.bufferedNumber.reset(),this.bufferedNumber.appendChar(e),this.state=22;continue}if(e===48){this.bufferedNumber.
reset(),this.bufferedNumber.appendChar(e),this.state=21;continue}if(e===45){this.bufferedNumber.reset(),this.bufferedNumber.
appendChar(e),this.state=20;continue}break;case 13:if(e===34){this.flushPendingHighSurrogate();let r=this.bufferedString.
toString();this.state=0,this.onToken({token:tokenType_default.STRING,value:r,offset:this.offset}),this.offset+=this.escapedCharsByteLength+
this.bufferedString.byteLength+1;continue}if(e===92){this.state=14;continue}if(e>=128){this.flushPendingHighSurrogate();
let r=N(n,s);r>s&&(this.bufferedString.appendBuf(n,s,r),s=r-1),r<n.length&&n[r]>=128&&(this.startIncompleteChar(n,r),s=n.
length-1);continue}if(e>=32){this.flushPendingHighSurrogate();let r=s;for(;r<n.length;){let h=n[r];if(h<32||h>=128||h===
34||h===92)break;r+=1}if(r-s>=16)this.bufferedString.appendBuf(n,s,r);else for(let h=s;h<r;h+=1)this.bufferedString.appendChar(
n[h]);s=r-1;continue}break;case 19:{let r=Math.min(this.bytes_remaining,n.length-s);if(this.char_split_buffer.set(n.subarray(
s,s+r),this.bytes_in_sequence-this.bytes_remaining),this.bytes_remaining-=r,this.bytes_remaining>0){s=n.length-1;continue}
this.bufferedString.appendBuf(this.char_split_buffer,0,this.bytes_in_sequence),s+=r-1,this.state=13;continue}case 14:{let r=escapedSequences[e];
if(r){this.flushPendingHighSurrogate(),this.bufferedString.appendChar(r),this.escapedCharsByteLength+=1,this.state=13;continue}
if(e===117){this.unicode="",this.state=15;continue}break}case 15:case 16:case 17:if(e>=48&&e<=57||e>=65&&e<=70||e>=97&&e<=
102){this.unicode+=String.fromCharCode(e),this.state+=1;continue}break;case 18:if(e>=48&&e<=57||e>=65&&e<=70||e>=97&&e<=
102){let r=parseInt(this.unicode+String.fromCharCode(e),16);this.appendUnicodeCodeUnit(r),this.state=13;continue}break;case 20:
if(e===48){this.bufferedNumber.appendChar(e),this.state=21;continue}if(e>=49&&e<=57){this.bufferedNumber.appendChar(e),this.
state=22;continue}break;case 21:if(e===46){this.bufferedNumber.appendChar(e),this.state=23;continue}if(e===101||e===69){
this.bufferedNumber.appendChar(e),this.state=25;continue}s-=1,this.state=0,this.emitNumber();continue;case 22:if(e>=48&&
e<=57){this.bufferedNumber.appendChar(e);continue}if(e===46){this.bufferedNumber.appendChar(e),this.state=23;continue}if(e===
101||e===69){this.bufferedNumber.appendChar(e),this.state=25;continue}s-=1,this.state=0,this.emitNumber();continue;case 23:
if(e>=48&&e<=57){this.bufferedNumber.appendChar(e),this.state=24;continue}break;case 24:if(e>=48&&e<=57){this.bufferedNumber.
appendChar(e);continue}if(e===101||e===69){this.bufferedNumber.appendChar(e),this.state=25;continue}s-=1,this.state=0,this.
emitNumber();continue;case 25:if(e===43||e===45){this.bufferedNumber.appendChar(e),this.state=26;continue}case 26:if(e>=
48&&e<=57){this.bufferedNumber.appendChar(e),this.state=27;continue}break;case 27:if(e>=48&&e<=57){this.bufferedNumber.appendChar(
e);continue}s-=1,this.state=0,this.emitNumber();continue;case 3:if(e===114){this.state=4;continue}break;case 4:if(e===117){
this.state=5;continue}break;case 5:if(e===101){this.state=0,this.onToken({token:tokenType_default.TRUE,value:!0,offset:this.
offset}),this.offset+=3;continue}break;case 6:if(e===97){this.state=7;continue}break;case 7:if(e===108){this.state=8;continue}
break;case 8:if(e===115){this.state=9;continue}break;case 9:if(e===101){this.state=0,this.onToken({token:tokenType_default.
FALSE,value:!1,offset:this.offset}),this.offset+=4;continue}break;case 10:if(e===117){this.state=11;continue}break;case 11:
if(e===108){this.state=12;continue}break;case 12:if(e===108){this.state=0,this.onToken({token:tokenType_default.NULL,value:null,
offset:this.offset}),this.offset+=3;continue}break;case 28:if(this.separatorIndex+=1,!this.separatorBytes||e!==this.separatorBytes[this.
separatorIndex])break;this.separatorIndex===this.separatorBytes.length-1&&(this.state=0,this.onToken({token:tokenType_default.
SEPARATOR,value:this.separator,offset:this.offset+this.separatorIndex}),this.separatorIndex=0);continue;case 30:if(e===this.
bom[this.bomIndex]){if(this.bomIndex===this.bom.length-1){this.state=0,this.bom=void 0,this.bomIndex=0;continue}this.bomIndex+=
1;continue}break;case 1:if(e===32||e===10||e===13||e===9)continue}throw new TokenizerError(`Unexpected "${String.fromCharCode(
e)}" at chunk position "${s}" (absolute position "${this.streamByteLength+s}") in state ${c(this.state)}`)}if(this.streamByteLength+=
n.length,this.emitPartialTokens)switch(this.state){case 3:case 4:case 5:this.onToken({token:tokenType_default.TRUE,value:!0,
offset:this.offset,partial:!0});break;case 6:case 7:case 8:case 9:this.onToken({token:tokenType_default.FALSE,value:!1,offset:this.
offset,partial:!0});break;case 10:case 11:case 12:this.onToken({token:tokenType_default.NULL,value:null,offset:this.offset,
partial:!0});break;case 13:{let s=this.bufferedString.toString();this.onToken({token:tokenType_default.STRING,value:s,offset:this.
offset,partial:!0});break}case 21:case 22:case 24:case 27:try{this.onToken({token:tokenType_default.NUMBER,value:this.parseNumber(
this.bufferedNumber.toString()),offset:this.offset,partial:!0})}catch{}}}catch(n){this.error(n)}}emitNumber(){this.onToken(
{token:tokenType_default.NUMBER,value:this.parseNumber(this.bufferedNumber.toString()),offset:this.offset}),this.offset+=
this.bufferedNumber.byteLength-1}parseNumber(i2){return Number(i2)}error(i2){this.state!==1&&(this.state=2),this.onError(
i2)}end(){switch(this.state){case 21:case 22:case 24:case 27:this.state=1,this.emitNumber(),this.onEnd();break;case 29:case 0:case 2:
this.state=1,this.onEnd();break;default:this.error(new TokenizerError(`Tokenizer ended in the middle of a token (state: ${c(
this.state)}). Either not all the data was received or the data was invalid.`))}}onToken(i2){throw new TokenizerError(`C\
an't emit tokens before the "onToken" callback has been set up.`)}onError(i2){throw i2}onEnd(){}};var f;(function(s){s[s.VALUE=0]="VALUE",s[s.KEY=1]="KEY",s[s.COLON=2]="COLON",s[s.COMMA=3]="COMMA",s[s.ENDED=4]="ENDED",
s[s.ERROR=5]="ERROR",s[s.SEPARATOR=6]="SEPARATOR"})(f||(f={}));function o(s){return["VALUE","KEY","COLON","COMMA","ENDED",
"ERROR","SEPARATOR"][s]}function d2(s,t,i2){if(t==="__proto__"){Object.defineProperty(s,t,{value:i2,writable:!0,enumerable:!0,
configurable:!0});return}s[t]=i2}var c2={paths:void 0,keepStack:!0,separator:void 0,emitPartialValues:!1},TokenParserError=class _TokenParserError extends Error{constructor(t){
super(t),Object.setPrototypeOf(this,_TokenParserError.prototype)}},m=class{constructor(t){if(this.state=0,this.mode=void 0,
this.key=void 0,this.value=void 0,this.stack=[],this.memberCount=0,t=Object.assign(Object.assign({},c2),t),t.paths){let i2={
children:new Map,terminal:!1},r=!1;for(let e of t.paths){if(e===void 0||e==="$*"){r=!0;continue}if(!e.startsWith("$"))throw new TokenParserError(
`Invalid selector "${e}". Should start with "$".`);let n=e.split(".").slice(1);if(n.includes(""))throw new TokenParserError(
`Invalid selector "${e}". ".." syntax not supported.`);let u2=i2;for(let l of n){let a=u2.children.get(l);a||(a={children:new Map,
terminal:!1},u2.children.set(l,a)),u2=a}u2.terminal=!0}r||(this.selectorTrie=i2)}this.keepStack=t.keepStack||!1,this.separator=
t.separator,t.emitPartialValues||(this.emitPartial=()=>{})}shouldEmit(){return this.selectorTrie?this.matchesSelector(this.
selectorTrie,0):!0}matchesSelector(t,i2){let r=this.stack.length;if(i2===r)return t.terminal;let e=i2<r-1?this.stack[i2+
1].key:this.key,n=t.children.get("*");if(n&&this.matchesSelector(n,i2+1))return!0;if(t.children.size>(n?1:0)){let l=e?.toString();
if(l!==void 0){let a=t.children.get(l);if(a&&this.matchesSelector(a,i2+1))return!0}}return!1}push(){this.stack.push({key:this.
key,value:this.value,mode:this.mode,emit:this.shouldEmit(),memberCount:this.memberCount})}pop(){let t=this.value,i2;({key:this.
key,value:this.value,mode:this.mode,emit:i2,memberCount:this.memberCount}=this.stack.pop()),this.state=this.mode!==void 0?
3:0,this.emit(t,i2)}emit(t,i2){!this.keepStack&&this.value&&this.stack.every(r=>!r.emit)&&(Array.isArray(this.value)?this.
value.length-=1:delete this.value[this.key]),i2&&this.onValue({value:t,key:this.key,parent:this.value,stack:this.stack}),
this.stack.length===0&&(this.separator?this.state=6:this.separator===void 0&&this.end())}emitPartial(t){if(this.shouldEmit()){
if(this.state===1){this.onValue({value:void 0,key:t,parent:this.value,stack:this.stack,partial:!0});return}this.onValue(
{value:t,key:this.key,parent:this.value,stack:this.stack,partial:!0})}}get isEnded(){return this.state===4}write({token:t,
value:i2,partial:r}){try{if(r){if(this.state!==0&&this.state!==1)throw new TokenParserError(`Unexpected partial ${tokenType_default[t]}\
 (${JSON.stringify(i2)}) in state ${o(this.state)}`);this.emitPartial(i2);return}if(this.state===0){if(t===tokenType_default.
STRING||t===tokenType_default.NUMBER||t===tokenType_default.TRUE||t===tokenType_default.FALSE||t===tokenType_default.NULL){
this.mode===0?(d2(this.value,this.key,i2),this.state=3,this.memberCount++):this.mode===1&&(this.value.push(i2),this.state=
3,this.memberCount++),this.emit(i2,this.shouldEmit());return}if(t===tokenType_default.LEFT_BRACE){if(this.memberCount++,
this.push(),this.mode===0){let e={};d2(this.value,this.key,e),this.value=e}else if(this.mode===1){let e={};this.value.push(
e),this.value=e}else this.value={};this.mode=0,this.state=1,this.key=void 0,this.memberCount=0,this.emitPartial();return}
if(t===tokenType_default.LEFT_BRACKET){if(this.memberCount++,this.push(),this.mode===0){let e=[];d2(this.value,this.key,
e),this.value=e}else if(this.mode===1){let e=[];this.value.push(e),this.value=e}else this.value=[];this.mode=1,this.state=
0,this.key=0,this.memberCount=0,this.emitPartial();return}if(this.mode===1&&t===tokenType_default.RIGHT_BRACKET&&this.memberCount===
0){this.pop();return}}if(this.state===1){if(t===tokenType_default.STRING){this.key=i2,this.state=2,this.emitPartial();return}
if(t===tokenType_default.RIGHT_BRACE&&this.memberCount===0){this.pop();return}}if(this.state===2&&t===tokenType_default.
COLON){this.state=0;return}if(this.state===3){if(t===tokenType_default.COMMA){if(this.mode===1){this.state=0,this.key+=1;
return}if(this.mode===0){this.state=1;return}}if(t===tokenType_default.RIGHT_BRACE&&this.mode===0||t===tokenType_default.
RIGHT_BRACKET&&this.mode===1){this.pop();return}}if(this.state===6&&t===tokenType_default.SEPARATOR&&i2===this.separator){
this.state=0;return}if(t===tokenType_default.SEPARATOR&&this.state!==6&&Array.from(i2).map(e=>e.charCodeAt(0)).every(e=>e===
32||e===10||e===13||e===9))return;throw new TokenParserError(`Unexpected ${tokenType_default[t]} (${JSON.stringify(i2)})\
 in state ${o(this.state)}`)}catch(e){this.error(e)}}error(t){this.state!==4&&(this.state=5),this.onError(t)}end(){this.
state!==0&&this.state!==6||this.stack.length>0?this.error(new Error(`Parser ended in mid-parsing (state: ${o(this.state)}\
). Either not all the data was received or the data was invalid.`)):(this.state=4,this.onEnd())}onValue(t){throw new TokenParserError(
`Can't emit data before the "onValue" callback has been set up.`)}onError(t){throw t}onEnd(){}};var i=class{constructor(e={}){this.tokenizer=new R(e),this.tokenParser=new m(e),this.tokenizer.onToken=this.tokenParser.
write.bind(this.tokenParser),this.tokenizer.onEnd=()=>{this.tokenParser.isEnded||this.tokenParser.end()},this.tokenParser.
onError=this.tokenizer.error.bind(this.tokenizer),this.tokenParser.onEnd=()=>{this.tokenizer.isEnded||this.tokenizer.end()}}get isEnded(){
return this.tokenizer.isEnded&&this.tokenParser.isEnded}write(e){this.tokenizer.write(e)}end(){this.tokenizer.end()}set onToken(e){
this.tokenizer.onToken=r=>{e(r),this.tokenParser.write(r)}}set onValue(e){this.tokenParser.onValue=e}set onError(e){this.
tokenizer.onError=e}set onEnd(e){this.tokenParser.onEnd=()=>{this.tokenizer.isEnded||this.tokenizer.end(),e.call(this.tokenParser)}}};var jsonTypes_exports={};var TokenParserMode;(function(A){A[A.OBJECT=0]="OBJECT",A[A.ARRAY=1]="ARRAY"})(TokenParserMode||(TokenParserMode={}));export{i as JSONParser,jsonTypes_exports as JsonTypes,m as TokenParser,TokenParserError,TokenParserMode,tokenType_default as TokenType,
R as Tokenizer,TokenizerError,utf_8_exports as utf8};

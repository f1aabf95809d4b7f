import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{Header}from"./2OX5PUKX.js";import"./RXVYH6O5.js";import{basename as h}from"node:path";var Pax=class _Pax{atime;mtime;ctime;charset;comment;gid;uid;gname;uname;linkpath;dev;ino;nlink;path;size;mode;global;constructor(e,i=!1){
this.atime=e.atime,this.charset=e.charset,this.comment=e.comment,this.ctime=e.ctime,this.dev=e.dev,this.gid=e.gid,this.global=
i,this.gname=e.gname,this.ino=e.ino,this.linkpath=e.linkpath,this.mtime=e.mtime,this.nlink=e.nlink,this.path=e.path,this.
size=e.size,this.uid=e.uid,this.uname=e.uname}encode(){let e=this.encodeBody();if(e==="")return Buffer.allocUnsafe(0);let i=Buffer.
byteLength(e),c=512*Math.ceil(1+i/512),s=Buffer.allocUnsafe(c);for(let t=0;t<512;t++)s[t]=0;new Header({path:("PaxHeader\
/"+h(this.path??"")).slice(0,99),mode:this.mode||420,uid:this.uid,gid:this.gid,size:i,mtime:this.mtime,type:this.global?
"GlobalExtendedHeader":"ExtendedHeader",linkpath:"",uname:this.uname||"",gname:this.gname||"",devmaj:0,devmin:0,atime:this.
atime,ctime:this.ctime}).encode(s),s.write(e,512,i,"utf8");for(let t=i+512;t<s.length;t++)s[t]=0;return s}encodeBody(){return this.
encodeField("path")+this.encodeField("ctime")+this.encodeField("atime")+this.encodeField("dev")+this.encodeField("ino")+
this.encodeField("nlink")+this.encodeField("charset")+this.encodeField("comment")+this.encodeField("gid")+this.encodeField(
"gname")+this.encodeField("linkpath")+this.encodeField("mtime")+this.encodeField("size")+this.encodeField("uid")+this.encodeField(
"uname")}encodeField(e){if(this[e]===void 0)return"";let i=this[e],c=i instanceof Date?i.getTime()/1e3:i,s=" "+(e==="dev"||
e==="ino"||e==="nlink"?"SCHILY.":"")+e+"="+c+`
`,t=Buffer.byteLength(s),a=Math.floor(Math.log(t)/Math.log(10))+1;return t+a>=Math.pow(10,a)&&(a+=1),a+t+s}static parse(e,i,c=!1){
return new _Pax(m(r(e),i),c)}},m=(n,e)=>e?Object.assign({},e,n):n,r=n=>n.replace(/\n$/,"").split(`
`).reduce(l,Object.create(null)),l=(n,e)=>{let i=parseInt(e,10);if(i!==Buffer.byteLength(e)+1)return n;e=e.slice((i+" ").
length);let c=e.split("="),s=c.shift();if(!s)return n;let t=s.replace(/^SCHILY\.(dev|ino|nlink)/,"$1"),a=c.join("=").replace(
/\0.*/,"");switch(t){case"path":case"linkpath":case"type":case"charset":case"comment":case"gname":case"uname":n[t]=a;break;case"\
ctime":case"atime":case"mtime":n[t]=new Date(Number(a)*1e3);break;case"size":let d=+a;d>=0&&(n[t]=d);break;case"gid":case"\
uid":case"dev":case"ino":case"nlink":case"mode":n[t]=+a;break}return n};export{Pax};

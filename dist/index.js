import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{AbortedError,Ai,ApiError,AutoApplyError,ConfigurationVersionError,GitHubError,InvalidInputsError,LogUrlExpiredError,
MalformedResponseError,Oi,RunRefusedError,SavedPlanError,Ss,StrangerError,act,applies,askedFor,bs,camelCased,claimOf,completeCheckRun,
configurationDigestOf,connect,createCheckRun,createGitHub,createHash,createHmac,createRecord,ct,endingOf,endingWrites,es,
failureOf,field,findCheckHead,findCheckRun,findNearest,findPullRequest,flag,fullName,gateAtSight,hasActed,hash,ie,includedResource,
ingressAttributes,inheritedInputs,isAdopted,isAmbiguous,isConfirmedHere,isConfirmedOrLater,isExpression,isFinal,isFork,isGateUntold,
isInvalidInclude,isOfRepository,isOwn,isPastGate,isPlanLast,isQueued,isRefusal,isResting,isSameName,isTooLarge,isWordless,
js,kindsOfIds,lacking,lastText,leftToSettle,logsOf,lookUntil,lostAnswer,lostAnswerMilliseconds,messageOf,mostConflicts,mostLostAnswers,
namedIds,newest,nextStep,numberOf,openEndingDoor,optionalAmount,optionalCount,optionalFlag,optionalMembers,optionalText,
parseAttributes,parseAuthor,parseDocument,parseList,parseProvenance,parsePullRequest,parseRun,parseVersionOrigin,path,phaseOf,
plans,pollInterval,prefixOf,provenanceOf,quote,randomUUID,readBaseUrl,readChoice,readCount,readFlag,readInput,readName,readPages,
readPullRequest,readRequiredFlag,readVersion,readWorkflow,refuseExpression,relatedId,relatedIds,relatedResource,renderComment,
renderDuration,renderProvenance,renderStatus,requestPullRequest,requiredText,runPhase,runs,saidBy,setOutput,settleForError,
settleRun,shaOf,sideBySide,sight,statusTimestamps,subjectOf,suggest,suggestLines,suggestSelector,takeTurns,tellAbout,tellUnfilled,
textOf,texts,timingSafeEqual,toldFlag,traceMilliseconds,ts,unwatched,uploadedDigest,userAgent,waitForEnd,wasConfirmed,withoutProvenance,
withoutQuotes,workspaceOf,writeOpenChecks,writeState,writeTo}from"./shared/7C4VUYCQ.js";import"./shared/RXVYH6O5.js";var accountSchema=ts({username:optionalText});function accounts(transport){return{async read(call={}){let what="the toke\
n's account",value=await transport.readDocument("/account/details",call),{resource}=parseDocument(value,what);return{id:resource.
id,username:parseAttributes(accountSchema,resource,what).username,tokenKind:relatedResource(resource,"authenticated-reso\
urce")?.type}}}}var poolSchema=ts({name:requiredText});function agentPools(transport){return{async readName(id){let what=`agent pool ${id}`,
value=await transport.readDocument(path`/agent-pools/${id}`),{resource}=parseDocument(value,what);return parseAttributes(
poolSchema,resource,what).name}}}var configurationVersionSchema=camelCased({status:requiredText,error:optionalText,"error-message":optionalText,speculative:flag(
!1),provisional:flag(!1),"upload-url":optionalText}),unusable=new Set(["archived","backing_data_soft_deleted","backing_d\
ata_permanently_deleted"]),firstPause=250,longestPause=2e3,unknownFor=1e4;function configurationVersions(transport){return{
listOrigins:listOrigins.bind(void 0,transport),read:readVersion2.bind(void 0,transport),waitUntilUploaded:waitUntilUploaded.
bind(void 0,transport)}}async function readVersion2(transport,id){let value=await transport.readDocument(path`/configuration-versions/${id}`);
return parseConfigurationVersion(parseDocument(value,`configuration version ${id}`).resource)}async function waitUntilUploaded(transport,id,{
timeoutMilliseconds=6e4}={}){let{clock}=transport,started=clock.now(),pause=firstPause,status="unknown";for(;;){let version2=await readUnlessUnknown(
transport,id,started);if(version2!==void 0){if(status=version2.status,status==="uploaded")return version2;refuseFinal(version2)}
if(clock.now()-started+pause>timeoutMilliseconds)throw new ConfigurationVersionError(`Configuration version ${id} was up\
loaded, but after ${timeoutMilliseconds/1e3} s it is still '${status}'. The service may be slow: see its status page, th\
en run this step again.`,{configurationVersionId:id,status,reason:"timed-out"});await transport.pause(`Waiting for confi\
guration version ${id}`,pause),pause=Math.min(longestPause,pause*2)}}async function readUnlessUnknown(transport,id,since){
try{return await readVersion2(transport,id)}catch(error){if(transport.clock.now()-since<unknownFor&&error instanceof ApiError&&
error.status===404)return;throw error}}async function listOrigins(transport,workspaceId,page,call={}){let where=path`/workspaces/${workspaceId}/configuration-versions`,
query3={"page[size]":100,...page===1?{}:{"page[number]":page}},value=await transport.readDocument(where,{...call,query:{
...query3,include:"ingress_attributes"}}).catch(async error=>{if(!isInvalidInclude(error))throw error;return await transport.
readDocument(where,{...call,query:query3})}),{resources,included,nextPage}=parseList(value,`the configuration versions o\
f workspace ${workspaceId}`);return{origins:resources.map(resource=>parseVersionOrigin({resource,included})),nextPage}}function refuseFinal(version2){
let{id,status}=version2;if(status==="errored"){let said2=version2.errorMessage??version2.error??"without a reason";throw new ConfigurationVersionError(
`HCP Terraform could not process the uploaded configuration (${id}): ${said2}. Check what the configuration directory ho\
lds and what .terraformignore leaves out.`,{configurationVersionId:id,status,reason:"errored"})}if(unusable.has(status))
throw new ConfigurationVersionError(`No run can use configuration version ${id}: it is '${status}', its files are gone. \
Upload the configuration again.`,{configurationVersionId:id,status,reason:"unusable"})}function parseConfigurationVersion(resource){
let what=`configuration version ${resource.id}`;return{...parseAttributes(configurationVersionSchema,resource,what),id:resource.
id}}var schema=camelCased({status:requiredText,"error-message":optionalText,"prior-monthly-cost":optionalText,"proposed-mont\
hly-cost":optionalText,"delta-monthly-cost":optionalText,"matched-resources-count":optionalCount,"unmatched-resources-co\
unt":optionalCount});function costEstimates(transport){return{async read(id){let what=`cost estimate ${id}`,value=await transport.
readDocument(path`/cost-estimates/${id}`),{resource}=parseDocument(value,what);return{...parseAttributes(schema,resource,
what),id:resource.id}}}}var chunkSize=64*1024;function logs(transport){return{async read(logReadUrl,offset,{limit=chunkSize,signal}={}){try{return await transport.
readSigned(logReadUrl,{query:{limit,offset},maximumBytes:limit,signal})}catch(error){if(!(error instanceof ApiError))throw error;
if(error.status===416)return new Uint8Array;throw[403,404,410].includes(error.status)?new LogUrlExpiredError(`${error.path}\
 for a log answered ${error.status}: it has expired, or something on its way refuses it. Read the plan or apply again fo\
r a fresh one.`,error.status):error}}}}function hasPhaseEnded(status){return["finished","errored","canceled","unreachabl\
e"].includes(status)}var stx=2,etx=3;function createLogFrame(){let decoder=new TextDecoder("utf-8",{ignoreBOM:!0}),offset=0,
hasBegun=!1,isComplete=!1;return{get offset(){return offset},get hasBegun(){return hasBegun},get isComplete(){return isComplete},
feed(bytes){if(bytes.length===0)return"";let isStart=offset===0&&bytes[0]===stx;return offset+=bytes.length,hasBegun||=isStart,
isComplete=hasBegun&&bytes.at(-1)===etx,decoder.decode(bytes.subarray(isStart?1:0,isComplete?bytes.length-1:bytes.length),
{stream:!isComplete})},end:()=>decoder.decode()}}var withinMilliseconds=2e4,mostTries=3;function leftOutPhases(transport){let all={plans:plans(transport),applies:applies(
transport)},planOf2=remember(({id,planId},call)=>planId===void 0?all.plans.readOfRun(id,call):all.plans.read(planId,call)),
applyOf=remember(({id,applyId},call)=>applyId===void 0?all.applies.readOfRun(id,call):all.applies.read(applyId,call));return{
complete:async(run,wanted,signal)=>{if(["plan","apply"].filter(name3=>run[name3]===void 0&&wanted[name3]!==void 0).length===
0)return run;let[plan2,apply2]=await Promise.all([run.plan??planOf2(run,wanted.plan,signal),run.apply??applyOf(run,wanted.
apply,signal)]),planId=run.planId??plan2?.id,applyId=run.applyId??apply2?.id,hasChanges=run.hasChanges??plan2?.hasChanges;
return{...run,planId,plan:plan2,applyId,apply:apply2,hasChanges}}}}function remember(read2){let known3=new Map;return async(run,use,signal)=>{
if(use===void 0)return;let{id,status}=run,before=known3.get(id);if(before!==void 0&&!isWorthReading(before,status,use))return before.
phase;let tries=before?.status===status?before.tries+1:1,limit=AbortSignal.timeout(withinMilliseconds),phase=await read2(
run,{signal:AbortSignal.any([signal,limit])}).catch(()=>(signal.throwIfAborted(),before?.phase));return known3.set(id,{phase,
status,tries}),phase}}function isWorthReading({phase,status,tries},now,use){return phase!==void 0&&hasPhaseEnded(phase.status)?
!1:status!==now?!0:!(use==="log"&&phase?.logReadUrl!==void 0)&&tries<mostTries}var capacitySchema=ts({running:optionalCount,pending:optionalCount}),subscriptionSchema=camelCased({"runs-ceiling":optionalCount}),
organizationSchema=camelCased({"cost-estimation-enabled":optionalFlag}),knownMilliseconds=1e4;function organizations(transport){
let asked=new Map;return{capacity:readCapacity.bind(void 0,transport),runsCeiling:readRunsCeiling.bind(void 0,transport),
async hasNoFollowUps(name3,call={}){let now=transport.clock.now(),known3=asked.get(name3);if(known3!==void 0&&now-known3.
at<knownMilliseconds)return await known3.answer;let answer=readFollowUps(transport,name3,call);return asked.set(name3,{at:now,
answer}),await answer}}}async function readFollowUps(transport,name3,call){let where=path`/organizations/${name3}`,what=`\
organization ${name3}`,readNone=async(kind,called)=>{let query3={"page[size]":1},list2=`${where}/${kind}`,value=await transport.
readDocument(list2,{...call,query:query3});return parseList(value,`the ${called} of ${what}`).resources.length===0},[document,
...areNone]=await Promise.all([transport.readDocument(where,call),readNone("policy-sets","policy sets"),readNone("tasks",
"run tasks")]),{resource}=parseDocument(document,what);return parseAttributes(organizationSchema,resource,what).costEstimationEnabled===
!1&&areNone.every(isNone=>isNone)}async function readCapacity(transport,organization){let what=`the capacity of organiza\
tion ${organization}`,value=await transport.readDocument(path`/organizations/${organization}/capacity`);return parseAttributes(
capacitySchema,parseDocument(value,what).resource,what)}async function readRunsCeiling(transport,organization){let what=`\
the subscription of organization ${organization}`,value=await transport.readDocument(path`/organizations/${organization}/subscription`),
{resource}=parseDocument(value,what);return parseAttributes(subscriptionSchema,resource,what).runsCeiling}var projectSchema=camelCased({name:requiredText,"workspace-count":optionalCount});function projects(transport){return{readByName:readByName.
bind(void 0,transport)}}async function readByName(transport,organization,name3){let what=`projects of the organization ${organization}`,
{resources}=await readPages(transport,path`/organizations/${organization}/projects`,what,{"page[size]":100,sort:"name","\
filter[names]":name3});return resources.map(resource=>{let attributes=parseAttributes(projectSchema,resource,`project ${resource.
id}`);return{id:resource.id,name:attributes.name,workspaceCount:attributes.workspaceCount}})}var parameters={operation:"filter[operation]",status:"filter[status]",status_group:"filter[status_group]",source:"filter\
[source]",timeframe:"filter[timeframe]",agent_pool_names:"filter[agent_pool_names]",workspace_names:"filter[workspace_na\
mes]",search:"search[basic]",user:"search[user]",commit:"search[commit]"},listedSchema=camelCased({status:requiredText,message:optionalText,
source:optionalText,"created-at":optionalText,"has-changes":toldFlag,"plan-only":optionalFlag,"save-plan":toldFlag,"is-d\
estroy":toldFlag,"refresh-only":toldFlag,"allow-empty-apply":toldFlag,"invoke-action-addrs":texts}),namedSchema=ts({name:optionalText});
function runLists(transport){return{read:readPage.bind(void 0,transport)}}async function readPage(transport,scope,filters,page,now){
let isAdmin=scope.kind==="admin",query3={...isAdmin?renderAdminFilters(filters,now):renderFilters(filters),"page[number]":page.
number,"page[size]":page.size},include=isAdmin?"workspace,workspace.organization":"workspace",where=pathOf(scope),value=await transport.
readDocument(where,{query:{...query3,include}}).catch(async error=>{if(!isInvalidInclude(error))throw error;return await transport.
readDocument(where,{query:query3})}),{resources,included,nextPage}=parseList(value,where),listed3=resources.map(resource=>parseListedRun(
{resource,included})),sent2=breaches.filter(({name:name3})=>parameters[name3]in query3),isBreach=(run,{name:name3,is})=>is(
run,filters[name3]??[]);return{runs:listed3.filter(run=>!sent2.some(each=>isBreach(run,each))),nextPage,ignoredFilters:sent2.
filter(each=>listed3.some(run=>isBreach(run,each))).map(({name:name3})=>parameters[name3])}}var breaches=[{name:"status",
is:({status},wanted)=>!wanted.includes(status)},{name:"source",is:({source},wanted)=>source!==void 0&&!wanted.includes(source)},
{name:"operation",is:(run,wanted)=>run.operation!==void 0&&wanted.every(name3=>isOperation[name3]?.(run)===!1)},{name:"w\
orkspace_names",is:({workspace},wanted)=>workspace!==void 0&&!wanted.includes(workspace)}],isOperation={plan_only:run=>run.
planOnly===!0,save_plan:run=>run.savePlan===!0,refresh_only:run=>run.refreshOnly===!0,destroy:run=>run.isDestroy===!0,empty_apply:run=>run.
allowEmptyApply===!0,plan_and_apply:run=>run.planOnly!==!0&&run.savePlan!==!0};function pathOf(scope){switch(scope.kind){case"\
workspace":return path`/workspaces/${scope.workspaceId}/runs`;case"organization":return path`/organizations/${scope.organization}/runs`;case"\
admin":return"/admin/runs"}}function present(query3){return Object.fromEntries(Object.entries(query3).filter(entry=>entry[1]!==
void 0&&entry[1]!==""))}function renderFilters(filters){return present(Object.fromEntries(Object.entries(parameters).map(
([name3,parameter])=>[parameter,filters[name3]?.join(",")])))}var dayMilliseconds=24*3600*1e3;function renderAdminFilters({
search,status,timeframe:[timeframe]=[]},now){return present({q:search?.join(","),"filter[status]":status?.join(","),"fil\
ter[from]":timeframe===void 0?void 0:timeframe==="year"?new Date(now-365*dayMilliseconds).toISOString():`${timeframe}-01\
-01T00:00:00Z`,"filter[to]":timeframe===void 0||timeframe==="year"?void 0:`${timeframe}-12-31T23:59:59Z`})}function parseListedRun(document){
let{resource,included}=document,what=`run ${resource.id}`,{invokeActionAddrs,...attributes}=parseAttributes(listedSchema,
resource,what),workspace=includedResource(document,"workspace"),organization=workspace&&includedResource({resource:workspace,
included},"organization");return{...attributes,id:resource.id,operation:nameOperation(attributes,invokeActionAddrs),workspaceId:relatedId(
resource,"workspace"),workspace:workspace&&parseAttributes(namedSchema,workspace,what).name,organization:(organization&&
parseAttributes(namedSchema,organization,what).name)??(workspace&&relatedId(workspace,"organization"))}}function nameOperation(run,invoked){
if(run.planOnly===void 0)return;let kinds=[["plan_only",run.planOnly],["action_only",invoked.length>0],["save_plan",run.
savePlan],["refresh_only",run.refreshOnly],["destroy",run.isDestroy],["empty_apply",run.allowEmptyApply]],known3=kinds.find(
([,is])=>is===!0);return known3!==void 0?known3[0]:kinds.every(([,is])=>is===!1)?"plan_and_apply":void 0}var triggerSchema=camelCased({"workspace-name":optionalText});function runTriggers(transport){return{listOutbound:listOutbound.
bind(void 0,transport)}}async function listOutbound(transport,workspaceId){let{resources}=await readPages(transport,path`/workspaces/${workspaceId}/run-triggers`,
`the run triggers of workspace ${workspaceId}`,{"filter[run-trigger][type]":"outbound","page[size]":100});return resources.
map(parseTrigger)}function parseTrigger(resource){let what=`run trigger ${resource.id}`;return{workspaceId:relatedId(resource,
"workspace"),workspaceName:parseAttributes(triggerSchema,resource,what).workspaceName}}var schema2=ts({status:requiredText,actions:optionalMembers({"is-overridable":optionalFlag}),permissions:optionalMembers(
{"can-override":optionalFlag}),result:ct(ts({sentinel:js()}),{sentinel:void 0})}),outputLimit=256*1024;function policyChecks(transport){
return{async list(runId){let what=`the policy checks of run ${runId}`,{resources}=await readPages(transport,path`/runs/${runId}/policy-checks`,
what);return resources.map(resource=>{let attributes=parseAttributes(schema2,resource,what);return{id:resource.id,status:attributes.
status,isOverridable:attributes.actions.isOverridable,canOverride:attributes.permissions.canOverride,sentinel:attributes.
result.sentinel}})},async output(id){return await transport.readText(path`/policy-checks/${id}/output`,{maximumBytes:outputLimit})}}}var outputSchema=ts({name:bs(),sensitive:ct(Oi(),!0),type:optionalText,value:ie(js())});function stateVersionOutputs(transport){
return{async readCurrent(workspaceId,call={}){let what=`the outputs of workspace ${workspaceId}`,{resources}=await readPages(
transport,path`/workspaces/${workspaceId}/current-state-version-outputs`,what,{},call);return resources.map(parseOutput)}}}
function parseOutput(resource){let{name:name3,sensitive,type,value}=parseAttributes(outputSchema,resource,`output ${resource.
id}`);return{name:name3,sensitive,type,value:sensitive?void 0:value}}var evaluationSchema=camelCased({status:requiredText,"policy-kind":optionalText}),outcomeSchema=ts({policy_name:optionalText,
query:optionalText,enforcement_level:optionalText,status:optionalText,description:optionalText,output:ie(js())}),setSchema=camelCased(
{"policy-set-name":optionalText,overridable:optionalFlag,error:optionalText,outcomes:ct(Ai(js()),[])});function policyEvaluations(transport){
return{async list(stageId){let what=`the policy evaluations of task stage ${stageId}`,{resources}=await readPages(transport,
path`/task-stages/${stageId}/policy-evaluations`,what);return resources.map(resource=>parseEvaluation(resource,what))},async outcomes(evaluationId){
let what=`the outcomes of policy evaluation ${evaluationId}`,{resources}=await readPages(transport,path`/policy-evaluations/${evaluationId}/policy-set-outcomes`,
what,{"page[size]":100});return resources.map(resource=>parseSet(resource,what))}}}function parseEvaluation(resource,what){
let evaluation=parseAttributes(evaluationSchema,resource,what);return{id:resource.id,status:evaluation.status,kind:evaluation.
policyKind??"unknown"}}function parseSet(resource,what){let set=parseAttributes(setSchema,resource,what);return{policySet:set.
policySetName,overridable:set.overridable,error:set.error,outcomes:set.outcomes.map(member=>Ss(outcomeSchema,member)).filter(
result2=>result2.success).map(({output:outcome})=>({policy:outcome.policy_name??outcome.query??"unnamed policy",enforcementLevel:outcome.
enforcement_level??"mandatory",status:outcome.status??"unknown",description:outcome.description,output:parseOutput2(outcome.
output)}))}}function parseOutput2(output){return[output].flat().map(line2=>typeof line2=="string"?line2:typeof line2!="o\
bject"||line2===null?"":"print"in line2&&typeof line2.print=="string"?line2.print:JSON.stringify(line2)).filter(line2=>line2.
trim()!=="")}var stageSchema=camelCased({stage:requiredText,status:requiredText,"status-timestamps":statusTimestamps,actions:optionalMembers(
{"is-overridable":optionalFlag}),permissions:optionalMembers({"can-override":optionalFlag,"can-override-policy":optionalFlag,
"can-override-tasks":optionalFlag})}),taskSchema=camelCased({"task-name":optionalText,status:requiredText,"workspace-tas\
k-enforcement-level":optionalText,message:optionalText,url:optionalText});function taskStages(transport){return{async list(runId){
let what=`the task stages of run ${runId}`,where=path`/runs/${runId}/task-stages`,{resources,included}=await readPages(transport,
where,what,{include:"task_results,policy_evaluations"}).catch(async error=>{if(!isInvalidInclude(error))throw error;return await readPages(
transport,where,what)});return resources.map(resource=>parseStage(resource,included,what))},async result(id){let what=`t\
ask result ${id}`,value=await transport.readDocument(path`/task-results/${id}`);return parseResult(parseDocument(value,what).
resource,what)}}}function parseStage(resource,included,what){let attributes=parseAttributes(stageSchema,resource,what),{
permissions:permissions3}=attributes,members2=relationship=>{let found=namedIds(resource,relationship)?.map(wanted=>included.
find(({id,type})=>type===relationship&&id===wanted)),known3=found?.filter(member=>member!==void 0);return known3?.length===
found?.length?known3:void 0},tellsOfPolicies="policy-evaluations"in resource.relationships;return{id:resource.id,stage:attributes.
stage,status:attributes.status,statusTimestamps:attributes.statusTimestamps,isOverridable:attributes.actions.isOverridable,
canOverride:permissions3.canOverride??permissions3.canOverridePolicy,taskResultIds:namedIds(resource,"task-results"),taskResults:members2(
"task-results")?.map(member=>parseResult(member,what)),tellsOfPolicies,policyEvaluations:tellsOfPolicies?members2("polic\
y-evaluations")?.map(member=>parseEvaluation(member,what)):void 0}}function parseResult(resource,what){let task=parseAttributes(
taskSchema,resource,what);return{id:resource.id,name:task.taskName??resource.id,status:task.status,enforcementLevel:task.
workspaceTaskEnforcementLevel,message:task.message,url:task.url}}var evaluationSchema2=ts({status:requiredText,actions:optionalMembers({"is-overridable":optionalFlag}),permissions:optionalMembers(
{"can-override":optionalFlag}),error:ct(ts({summary:optionalText,detail:optionalText}),{})}),members=ct(Ai(js()),[]),valueSchema=ts(
{traversal:bs(),statement:bs()}),findingSchema=ts({resource_name:requiredText,error_message:optionalText,file_name:optionalText,
start_line:optionalCount,values:members}),diagnosticSchema=ts({summary:optionalText,error_message:optionalText,resources:members}),
outcomeSchema2=ts({policy_name:optionalText,enforcement_level:optionalText,status:optionalText,description:optionalText,
diagnostics:members}),setSchema2=camelCased({"policy-set-name":optionalText,overridable:optionalFlag,outcomes:members});
function tfPolicyEvaluations(transport){return{async list(runId){let what=`the Terraform policy evaluations of run ${runId}`,
{resources}=await readPages(transport,path`/runs/${runId}/tf-policy-evaluations`,what);return resources.map(resource=>parseEvaluation2(
resource,what))},async outcomes(evaluationId){let what=`the outcomes of Terraform policy evaluation ${evaluationId}`,{resources}=await readPages(
transport,path`/tf-policy-evaluations/${evaluationId}/tf-policy-set-outcomes`,what,{"page[size]":100});return resources.
map(resource=>parseSet2(resource,what))}}}function parseEvaluation2(resource,what){let attributes=parseAttributes(evaluationSchema2,
resource,what),{summary,detail}=attributes.error;return{id:resource.id,status:attributes.status,isOverridable:attributes.
actions.isOverridable,canOverride:attributes.permissions.canOverride,error:[summary,detail].filter(Boolean).join(": ")||
void 0}}function parseSet2(resource,what){let attributes=parseAttributes(setSchema2,resource,what);return{policySet:attributes.
policySetName,overridable:attributes.overridable,error:void 0,outcomes:readAll(outcomeSchema2,attributes.outcomes).map(parseOutcome)}}
function parseOutcome(outcome){let diagnostics=readAll(diagnosticSchema,outcome.diagnostics).map(({error_message:message,
summary,resources})=>({message,summary,findings:readAll(findingSchema,resources).map(parseFinding)}));return{policy:outcome.
policy_name??"unnamed policy",enforcementLevel:outcome.enforcement_level??"mandatory",status:outcome.status??"unknown",description:outcome.
description,output:diagnostics.flatMap(({message,summary,findings})=>{let lines=[message??[],findings.map(renderFinding)].
flat();return lines.length>0?lines:summary??[]}),resources:diagnostics.flatMap(({findings})=>findings)}}function renderFinding({
address,message,file,line:line2}){let where=file===void 0?"":` (${file}${line2===void 0?"":`:${line2}`})`;return`${address}${message===
void 0?"":`: ${message}`}${where}`}function parseFinding(finding2){return{address:finding2.resource_name,message:finding2.
error_message,file:finding2.file_name,line:finding2.start_line,values:readAll(valueSchema,finding2.values)}}function readAll(schema3,list2){
return list2.map(member=>Ss(schema3,member)).filter(result2=>result2.success).map(result2=>result2.output)}var permissions=optionalMembers({"can-queue-run":optionalFlag,"can-queue-apply":optionalFlag,"can-queue-destroy":optionalFlag,
"can-read-state-outputs":optionalFlag,"can-update":optionalFlag}),optionalTexts=ct(ie(Ai(bs()),void 0),void 0),workspaceSchema=camelCased(
{name:requiredText,"auto-apply":flag(!1),"auto-apply-run-trigger":optionalFlag,"execution-mode":optionalText,locked:flag(
!1),"locked-reason":optionalText,"terraform-version":optionalText,"working-directory":optionalText,"vcs-repo-identifier":optionalText,
"vcs-repo":ct(ie(camelCased({identifier:optionalText,"tags-regex":optionalText}),void 0),void 0),"file-triggers-enabled":optionalFlag,
"trigger-patterns":optionalTexts,"trigger-prefixes":optionalTexts,"allow-destroy-plan":optionalFlag,"speculative-enabled":optionalFlag,
"plan-duration-average":optionalAmount,"apply-duration-average":optionalAmount,permissions}),connectionSchema=camelCased(
{identifier:optionalText,branch:optionalText,"tags-regex":optionalText,"repository-http-url":optionalText}),triggersSchema=camelCased(
{"vcs-repo-identifier":optionalText,"vcs-repo":ct(ie(es(connectionSchema),void 0),void 0),"speculative-enabled":optionalFlag,
"queue-all-runs":optionalFlag,"file-triggers-enabled":optionalFlag,"trigger-patterns":texts,"trigger-prefixes":texts,"wo\
rking-directory":optionalText}),currentCommit="current_run.configuration_version.ingress_attributes";function workspaces(transport){
return{async read(reference){let where="id"in reference?path`/workspaces/${reference.id}`:path`/organizations/${reference.
organization}/workspaces/${reference.name}`,what=`workspace ${"id"in reference?reference.id:reference.name}`,value=await transport.
readDocument(where).catch(async error=>{throw"id"in reference?error:await explainMissing(transport,reference,error)});return parseWorkspace(
parseDocument(value,what).resource)},readWithHolder:readWithHolder.bind(void 0,transport),async readConnected(id,call={}){
let where=path`/workspaces/${id}`,query3={include:currentCommit},value=await transport.readDocument(where,{...call,query:query3}).
catch(async error=>{if(!isInvalidInclude(error))throw error;return await transport.readDocument(where,call)});return parseConnected(
parseDocument(value,`workspace ${id}`))}}}async function readWithHolder(transport,id){let where=path`/workspaces/${id}`,
value=await transport.readDocument(where,{query:{include:"locked_by"}}).catch(async error=>{if(!isInvalidInclude(error))
throw error;return await transport.readDocument(where)}),document=parseDocument(value,`workspace ${id}`),workspace=parseWorkspace(
document.resource),{lockedBy}=workspace;return{...workspace,lockedBy:lockedBy&&{...lockedBy,name:holderName(document)}}}
var holderSchema=ts({username:optionalText,name:optionalText});function holderName(document){let holder=includedResource(
document,"locked-by");if(holder===void 0||holder.type==="runs")return;let what=`who locks workspace ${document.resource.
id}`,{username,name:name3}=parseAttributes(holderSchema,holder,what);return username??name3}function parseConnected(document){
let{resource,included}=document,what=`workspace ${resource.id}`,{vcsRepo,vcsRepoIdentifier,...triggers}=parseAttributes(
triggersSchema,resource,what),run=includedResource(document,"current-run");return{workspace:parseWorkspace(resource),connection:connectionOf(
vcsRepo,vcsRepoIdentifier),triggers,currentRun:run&&parseRun({resource:run,included})}}function connectionOf(repo,identifier2){
if(repo===null)return"none";if(!(repo===void 0&&identifier2===void 0))return{identifier:repo?.identifier??identifier2,branch:repo?.
branch??"",tagsRegex:repo?.tagsRegex,repositoryUrl:repo?.repositoryHttpUrl}}async function explainMissing(transport,{organization,
name:name3},error){if(!(error instanceof ApiError)||error.status!==404)return error;let{host}=transport.baseUrl,isThere=await transport.
readDocument(path`/organizations/${organization}`).then(()=>!0,reason=>reason instanceof ApiError&&reason.status===404?!1:
void 0);return isThere===void 0?error:error.explained(isThere?`The organization '${organization}' is there, so the works\
pace '${name3}' is not, or the token may not read it: check the name (a name, not a title or an id), and give the token'\
s team at least the permission 'read' on the workspace.`:`There is no organization '${organization}' on ${host} that thi\
s token may read: check its name (as in the web address, not its title), the hostname, and that the token was made there\
.`)}function parseWorkspace(resource){let{vcsRepo,...attributes}=parseAttributes(workspaceSchema,resource,`workspace ${resource.
id}`);return{...attributes,id:resource.id,organization:relatedId(resource,"organization"),lockedBy:relatedResource(resource,
"locked-by"),agentPoolId:relatedId(resource,"agent-pool"),currentRunId:relatedId(resource,"current-run"),tellsCurrentRun:"\
current-run"in resource.relationships,currentVersionId:relatedId(resource,"current-configuration-version"),vcsRepoIdentifier:attributes.
vcsRepoIdentifier??vcsRepo?.identifier,tagsRegex:vcsRepo?.tagsRegex}}var tagNamesSchema=camelCased({"tag-names":texts}),bindingSchema=ts({key:requiredText,value:ct(ie(bs(),""),"")}),bindingsInclude="\
effective_tag_bindings",bindingsName="effective-tag-bindings";function workspaceLists(transport){let refused3={bindings:!1};
return{read:readList.bind(void 0,transport,refused3),readBindings:readBindings.bind(void 0,transport)}}async function readList(transport,refused3,organization,filters,{
withBindings=!1}={}){let where=path`/organizations/${organization}/workspaces`,what=`workspaces of the organization ${organization}`,
query3={"page[size]":100,sort:"name","search[wildcard-name]":filters.wildcardName,"search[tags]":filters.tag,"filter[tag\
ged][0][key]":filters.tagged?.key,"filter[tagged][0][value]":filters.tagged?.value===""?void 0:filters.tagged?.value,"fi\
lter[project][id]":filters.projectId},plain4=async()=>await readPages(transport,where,what,query3),{resources,included}=withBindings&&
!refused3.bindings?await readPages(transport,where,what,{...query3,include:bindingsInclude}).catch(async error=>{if(!(error instanceof
ApiError)||error.status!==400)throw error;let answer=await plain4();return refused3.bindings=!0,answer}):await plain4(),
bindings=new Map(included.filter(({type})=>type===bindingsName).map(each=>[each.id,each]));return resources.map(resource=>parseListed(
resource,bindings))}async function readBindings(transport,workspaceId){let what=`effective tag bindings of workspace ${workspaceId}`;
try{let{resources}=await readPages(transport,path`/workspaces/${workspaceId}/effective-tag-bindings`,what);return resources.
map(resource=>parseAttributes(bindingSchema,resource,what))}catch(error){if(error instanceof ApiError&&error.status===404)
return;throw error}}function parseListed(resource,included){let workspace=parseWorkspace(resource),what=`workspace ${resource.
id}`,attributes=parseAttributes(tagNamesSchema,resource,what);return{workspace,projectId:relatedId(resource,"project"),tagNames:attributes.
tagNames,bindings:parseIncludedBindings(resource,included,what)}}function parseIncludedBindings(resource,included,what){
let relation=resource.relationships[bindingsName];if(!(typeof relation=="object"&&relation!==null&&"data"in relation&&Array.
isArray(relation.data)))return;let ids=relatedIds(resource,bindingsName),found=ids.flatMap(id=>included.get(id)??[]);return found.
length===ids.length?found.map(each=>parseAttributes(bindingSchema,each,what)):void 0}function createHcp(transport){return{now:()=>transport.serverTime(),accounts:accounts(transport),agentPools:agentPools(transport),
applies:applies(transport),configurationVersions:configurationVersions(transport),costEstimates:costEstimates(transport),
ingressAttributes:ingressAttributes(transport),leftOutPhases:leftOutPhases(transport),logs:logs(transport),organizations:organizations(
transport),plans:plans(transport),projects:projects(transport),runLists:runLists(transport),runTriggers:runTriggers(transport),
policyChecks:policyChecks(transport),runs:runs(transport),stateVersionOutputs:stateVersionOutputs(transport),policyEvaluations:policyEvaluations(
transport),taskStages:taskStages(transport),tfPolicyEvaluations:tfPolicyEvaluations(transport),workspaceLists:workspaceLists(
transport),workspaces:workspaces(transport)}}import{createReadStream}from"node:fs";import{stat}from"node:fs/promises";function uploadingWrites(transport){return{async create(workspaceId,options){let value=await transport.createDocument(path`/workspaces/${workspaceId}/configuration-versions`,
{data:{type:"configuration-versions",attributes:{"auto-queue-runs":!1,speculative:options.speculative,provisional:options.
provisional}}},"repeatable-create");return parseConfigurationVersion(parseDocument(value,"the configuration version just\
 created").resource)},async upload(uploadUrl,archive){let source=typeof archive=="string"?{size:(await stat(archive)).size,
open:()=>createReadStream(archive)}:archive;await transport.upload(uploadUrl,source)}}}function confirmingWrites(transport){return{async create(options){let value=await transport.createDocument("/runs",renderRun(
options),"create");try{return parseRun(parseDocument(value,"the run just created"))}catch(cause){throw cause instanceof MalformedResponseError?
new MalformedResponseError(cause.message,{cause,ambiguous:!0}):cause}},async apply(id,comment2){await transport.performAction(
path`/runs/${id}/actions/apply`,renderComment(comment2))},async forceCancel(id,comment2){await transport.performAction(path`/runs/${id}/actions/force-cancel`,
renderComment(comment2))},async forceExecute(id){await transport.performAction(path`/runs/${id}/actions/force-execute`)}}}
function adminWrites(transport){return{async forceCancel(id,comment2){await transport.performAction(path`/admin/runs/${id}/actions/force-cancel`,
{comment:comment2})}}}function overridingWrites(transport,resource){return{async override(id,comment2){await transport.performAction(
path`/${resource}/${id}/actions/override`,{comment:comment2})}}}function createWrites(transport){return{adminRuns:adminWrites(
transport),configurationVersions:uploadingWrites(transport),policyChecks:overridingWrites(transport,"policy-checks"),runs:{
...endingWrites(transport),...confirmingWrites(transport)},taskStages:overridingWrites(transport,"task-stages"),tfPolicyEvaluations:overridingWrites(
transport,"tf-policy-evaluations")}}function renderRun(options){return{data:{type:"runs",attributes:{message:options.message,
"auto-apply":!1,"plan-only":options.planOnly,"save-plan":options.savePlan,"is-destroy":options.isDestroy,refresh:options.
refresh,"refresh-only":options.refreshOnly,"allow-empty-apply":options.allowEmptyApply,"allow-config-generation":options.
allowConfigGeneration,"debugging-mode":options.debuggingMode,"terraform-version":options.terraformVersion,"target-addrs":nonEmpty(
options.targetAddrs),"replace-addrs":nonEmpty(options.replaceAddrs),"invoke-action-addrs":nonEmpty(options.invokeActionAddrs),
"policy-paths":nonEmpty(options.policyPaths),variables:nonEmpty(options.variables)?.map(({key,value})=>({key,value}))},relationships:{
workspace:{data:{type:"workspaces",id:options.workspaceId}},"configuration-version":options.configurationVersionId===void 0?
void 0:{data:{type:"configuration-versions",id:options.configurationVersionId}}}}}}function nonEmpty(list2){return list2===
void 0||list2.length===0?void 0:list2}function finding(rule,held,saw,code2,message,facts){return{check:{rule,held,saw},reason:held?void 0:{code:code2,message,
facts}}}function unknownFinding(input,{why},code2,wanted=""){return finding(input,!1,wanted===""?"not known":`not known,\
 wanted ${wanted}`,code2,`'${input}' cannot be checked: ${why}`,{input})}function summarize(findings){let made=findings.
filter(each=>each!==void 0),checks=made.map(({check})=>check),reasons2=made.flatMap(({reason})=>reason??[]),warnings=made.
flatMap(each=>each.warnings??[]);return reasons2.length===0?{kind:"allowed",checks,warnings}:{kind:"blocked",checks,warnings,
reasons:reasons2}}function renderCheck({rule,saw}){return saw===""?rule:`${rule}: ${saw}`}function shortCommit(sha){return sha.
slice(0,7)}function writeOutputs(outputs){for(let[name3,value]of Object.entries(outputs))value!==void 0&&writeTo("GITHUB_OUTPUT",()=>{
setOutput(name3,String(value))})}function webAddress(baseUrl,...path3){return new URL(path3.map(encodeURIComponent).join("/"),baseUrl).href}function runUrl(inputs2,workspace,runId){
return webAddress(inputs2.baseUrl,"app",workspace?.organization??inputs2.organization??"","workspaces",workspace?.name??
inputs2.workspace??"","runs",runId)}function handOver(inputs2,{log,isAlone,runIds},keep2){let kept="";return(fact,all)=>{isAlone?tellOutputs(fact,all,inputs2):
isRun(fact)&&(runIds.add(fact.run.id),writeOutputs({"run-ids":[...runIds].join(`
`)})),sayRun(fact,all,inputs2,log),fact.kind==="judged"&&sayJudged(fact,inputs2,log);let state=stateOf(all,inputs2),text=JSON.
stringify(state);text===kept||kept===""&&state.kind==="nothing"||(kept=text,keep2(state))}}function stateOf(facts,{cleanup}){
let left=leftToSettle(facts);return left.kind==="nothing"||cleanup?left:{kind:"nothing",why:"left-alone"}}function tellOutputs(fact,all,inputs2){
if(fact.kind==="entered")writeOutputs({"workspace-id":fact.workspace.id});else if(fact.kind==="uploaded")writeOutputs({"\
configuration-version-id":fact.configurationVersionId,"configuration-digest":fact.digest});else if(isRun(fact)){let{id,configurationVersionId}=fact.
run;writeOutputs({"run-id":id,"run-ids":id,"run-url":urlOf(id,all,inputs2),"configuration-version-id":configurationVersionId})}}
function isRun(fact){return["found","adopted","made"].includes(fact.kind)}function sayRun(fact,all,inputs2,log){if(!isRun(
fact))return;let{id}=fact.run;log.info(`Run ${id}: ${urlOf(id,all,inputs2)}`)}function urlOf(runId,all,inputs2){return runUrl(
inputs2,workspaceOf(all),runId)}function sayJudged({verdict,checks},{mode},log){verdict!==void 0?sayVerdict(verdict,log):
checks.length>0&&log.info(`Rules about the plan, not enforced by 'mode: ${mode}':`);for(let check of checks)log.info(`  ${markOf(
check)}  ${renderCheck(check)}`)}function sayVerdict({kind,warnings},log){log.info(`Gate: ${kind}`);for(let warning of warnings)
log.warning(warning)}function markOf({held,mark:mark2}){return held?mark2===void 0?"ok":"--":"NO"}var pauses={counts:5e3,words:3e4,nothing:6e4},mostWhys=5,words={begins:"to begin",waits:"wait",runs:"run",stands:"at the\
ir gates",ended:"ended"};function createProgress(count3,log,clock){let rows2=Array.from({length:count3},()=>({name:"",stand:"\
begins",why:void 0})),said2,say2=()=>{let waiting=rows2.filter(({why})=>why!==void 0).length,counts=`${renderCounts(rows2)}\
 ${waiting}`,text=`${renderCounts(rows2)}${renderWhys(rows2)}`,isNew2={counts:counts!==said2?.counts,words:text!==said2?.
text},pause=pauses[isNew2.counts?"counts":isNew2.words?"words":"nothing"],now=clock.now();said2!==void 0&&now-said2.at<pause||
(said2={at:now,counts,text},log.info(text))};return{notice:(index2,facts)=>{let row=rows2[index2];if(row===void 0)return;
let name3=workspaceOf(facts)?.name??row.name;Object.assign(row,{name:name3,stand:standOf(facts),why:void 0}),say2()},waits:(index2,why)=>{
let row=rows2[index2];row!==void 0&&(row.why=why.trim()),say2()}}}var ends=new Set(["ended","ended-runless","failed","to\
ld"]);function standOf(facts){if(facts.some(({kind})=>ends.has(kind)))return"ended";let run=subjectOf(facts);return run===
void 0?"begins":isFinal(run.status)?"ended":facts.some(fact=>fact.kind==="judged"&&fact.verdict!==void 0)&&phaseOf(run.status)!==
"applying"?"stands":isQueued(run.status)?"waits":"runs"}function renderCounts(rows2){let parts=Object.keys(words).flatMap(
stand=>{let count3=rows2.filter(row=>row.stand===stand).length;return count3===0?[]:[`${count3} ${words[stand]}`]});return`${rows2.
length} workspaces: ${parts.join(", ")}`}function renderWhys(rows2){let by=new Map;for(let{name:name3,why}of rows2)why!==
void 0&&by.set(why,[...by.get(why)??[],name3]);let told3=[...by].slice(0,mostWhys).map(([why,names2])=>`; ${renderNames(
names2)} ${asClause(why)}`),rest2=[...by.values()].slice(mostWhys).flat().length;return[...told3,...rest2===0?[]:[`; ${rest2}\
 more wait`]].join("")}function renderNames([first="",...rest2]){return rest2.length===0?`${first}:`:`${first} and ${rest2.
length} more:`}function asClause(why){return why.replace(/\.$/,"").replace(/^Waiting/,"waiting")}var invisible=new RegExp("(?!(?<=\\p{Extended_Pictographic}\\p{M}?)\\u200d(?=\\p{Extended_Pictographic}))(?! )[\\p{Zs}\\p{Zl}\\\
p{Zp}\\p{Cc}\\p{Cf}\\p{Co}\\p{Default_Ignorable_Code_Point}\\u2800]","gu"),plain=/^[ -~]*$/,lookalikes="\u0430\u0441\u0435\u043E\u0440\u0445\u0443\u0456\u0458\u0455\u04BB\u0501\u051B\u051D\u04CF\u0410\
\u0412\u0421\u0415\u041D\u0406\u0408\u041A\u041C\u041E\u0420\u0405\u0422\u0425\u04AE\u04C0\u03BF\u03BD\u03C1\u03B9\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u0585",
likened="aceopxyijshdqwlABCEHIJKMOPSTXYIovpiABEZHIKMNOPTYXo",oneOfThem=new RegExp(`[${lookalikes}]`,"g"),otherScript=/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/gu;
function escapeInvisible(quoted){return plain.test(quoted)?quoted:escapeLookalikes(quoted.replace(invisible,escapeCharacter),
escapeCharacter)}function escapeLookalikes(text,escape){let marked=text===text.normalize("NFC")?text:text.replace(new RegExp(
"\\p{M}","gu"),escape);return marked.search(oneOfThem)<0?marked:isDisguised(marked)?marked.replace(oneOfThem,escape):marked.
replace(/[\p{L}\p{N}_]+/gu,word2=>/[A-Za-z]/.test(word2)&&isDisguised(word2)?word2.replace(oneOfThem,escape):word2)}function isDisguised(text){
return text.replace(oneOfThem,"").search(otherScript)<0}function escapeForeign(quoted){return quoted.replace(/[^ -~]/gu,
escapeCharacter)}function hasInvisible(text){if(plain.test(text))return!1;let line2=text.replaceAll("	","");return escapeInvisible(
line2)!==line2}function lookOf(text){return seenAs(text).replace(/\s+/g," ").trim()}function areToldApart(texts3){let looks2=new Set;
for(let text of texts3){if(text.includes("	"))return texts3.size===1;looks2.add(seenAs(text).trimEnd())}return looks2.size===
texts3.size}function seenAs(text){return text.replace(invisible," ").normalize("NFKC").replace(oneOfThem,letter=>likened[lookalikes.
indexOf(letter)]??"")}function escapeCharacter(character){return character.split("").map(unit=>`\\u${unit.charCodeAt(0).
toString(16).padStart(4,"0")}`).join("")}var terminalCodes=/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g,
invisible2=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
function visible(text){if(/^[\n\t -~]*$/.test(text)&&!text.includes("<!--"))return text;let shown=text.toWellFormed().replace(
terminalCodes,"").replaceAll("\r","").replace(/<!--(?=\s*gated-terraform-run)/g,"<!\u2014").replace(invisible2,(character,offset,whole)=>character===
"\u200D"&&isEmojiJoin(whole,offset)?character:escapeCharacter2(character));return escapeLookalikes(shown,escapeCharacter2)}
function escapeCharacter2(character){return`\\u{${(character.codePointAt(0)??0).toString(16)}}`}function isEmojiJoin(text,offset){
return/[\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}]$/u.test(text.slice(Math.max(0,offset-2),offset))&&new RegExp(
"^\\p{Extended_Pictographic}","u").test(text.slice(offset+1,offset+3))}function oneLine(text){return visible(text).replace(
/[\n\t ]+/g," ").trim()}function shorten(text,length){if(text.length<=length)return text;let last=text.charCodeAt(length-
2),end3=last>=55296&&last<=56319?length-2:length-1;return`${text.slice(0,Math.max(0,end3))}\u2026`}function escapeHtml(text){
return text.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").replaceAll('"',"&quot;")}function inlineCode(text){
let line2=oneLine(text);if(line2==="")return"` `";let fence2="`".repeat(longestRun(line2)+1),pad=/^`|`$/.test(line2)?" ":
"";return`${fence2}${pad}${line2}${pad}${fence2}`}function htmlCode(text){let line2=oneLine(text);return`<code>${escapeHtml(
line2===""?" ":line2)}</code>`}function entity(character){return`&#${character.charCodeAt(0)};`}function plainText(text){
return oneLine(text).replace(/[\\`*[\]<>#|~&$]|^[-+=]|(?<![a-z\d])_|_(?![a-z\d])/gi,entity).replace(/^(\d+)([.)])/,"$1&#\
46;").replace(/^\//,"&#47;").replaceAll("@","@&#8203;").replaceAll("&#35;","&#35;&#8203;").replace(/GH(?=-\d)/gi,"$&&#82\
03;").replace(/(https?|ftp|mailto|xmpp):/gi,"$1&#8203;:").replace(/www\./gi,"www&#8203;.").replace(/\b[0-9a-f]{7,40}\b/gi,
breakHash)}function breakHash(hash4){return/[a-f]/i.test(hash4)&&/\d/.test(hash4)?`${hash4.slice(0,4)}&#8203;${hash4.slice(
4)}`:hash4}function fence(content,language=""){let text=visible(content).replace(/\n+$/,"").replace(/^\//gm," /"),marks2="\
`".repeat(Math.max(3,longestRun(text)+1));return`${marks2}${language}
${text}
${marks2}
`}function details(summary,body2,isOpen3=!1){return`<details${isOpen3?" open":""}><summary>${summary}</summary>

${body2.replace(/\n+$/,"")}

</details>
`}function link(text,url){let target=parseWebAddress(url);return target===void 0?text:`[${text}](${target.replaceAll("&",
"&amp;")})`}function isLink(url){return parseWebAddress(url)!==void 0}function parseWebAddress(url){if(!(!/^https?:\/\//i.
test(url)||!URL.canParse(url)))return new URL(url).href.replace(/[()<>[\]\\`'"*_~|@]/g,character=>`%${character.charCodeAt(
0).toString(16).toUpperCase().padStart(2,"0")}`)}function alert(kind,lines){return[`[!${kind}]`,...lines].map(line2=>`> ${line2}`.
trimEnd()).join(`
`).concat(`
`)}function longestRun(text){let longest=0;for(let run of text.match(/`+/g)??[])longest=Math.max(longest,run.length);return longest}var commonWords=new Set(["true","false","null","none","undefined"]);function createScrub(secrets,mayStay){return createScrubs(
secrets)(mayStay)}function createScrubs(secrets){let index2=openIndex();return learn(index2,secrets),mayStay=>scrubBy(index2,
mayStay)}function createLearningScrub(mayStay){let index2=openIndex();return{learn(secrets){learn(index2,secrets)},redact:scrubBy(
index2,mayStay)}}function scrubBy(index2,mayStay=()=>!1){let{beginnings}=index2;return text=>{if(index2.buckets.size===0)
return text;let result2="",copied=0,at=0;for(;at<=text.length-4;){let length=beginnings[beginningAt(text,at)]===1?secretAt(
index2,text,at):void 0;length===void 0||mayStay(text,at,at+length)?at++:(result2+=text.slice(copied,at)+"***",at+=length,
copied=at)}return copied===0?text:result2+text.slice(copied)}}function openIndex(){return{wholes:new Set,beginnings:new Uint8Array(
beginningCount),buckets:new Map,sorted:new Map,tails:new Map}}function learn(index2,secrets){for(let secret of wholesOf(
secrets)){if(index2.wholes.has(secret))continue;index2.wholes.add(secret);let forms=new Set;addForms(forms,secret);for(let form of forms)
addForm(index2,form)}}function addForm(index2,form){let{beginnings,buckets,sorted:sorted2,tails}=index2;beginnings[beginningAt(
form,0)]=1;let head=form.slice(0,256),bucket=form.slice(0,4);addTo(buckets,bucket,head),sorted2.delete(bucket),form.length>
head.length&&addTo(tails,head,form)}function addTo(sets,key,member){let known3=sets.get(key);known3===void 0?sets.set(key,
new Set([member])):known3.add(member)}var beginningCount=65536;function beginningAt(text,at){let first=text.charCodeAt(at)*
31+text.charCodeAt(at+1),second=text.charCodeAt(at+2)*31+text.charCodeAt(at+3);return(first*3079+second)%beginningCount}
function secretAt(index2,text,at){let heads=headsAt(index2,text.slice(at,at+4)),head=heads&&findHead(heads,text.slice(at,
at+256));if(head===void 0)return;let length=head.length;for(let form of index2.tails.get(head)??[])length=Math.max(length,
sharedLength(form,text,at));return length}function headsAt({buckets,sorted:sorted2},bucket){let known3=sorted2.get(bucket),
all=buckets.get(bucket);if(known3!==void 0||all===void 0)return known3;let heads=sortHeads(all);return sorted2.set(bucket,
heads),heads}function sortHeads(all){let sorted2=[...all].sort(),prefixes=new Int32Array(sorted2.length).fill(-1);for(let index2=1;index2<
sorted2.length;index2++){let prefix=index2-1;for(;prefix>=0&&!sorted2[index2]?.startsWith(sorted2[prefix]??"");)prefix=prefixes[prefix]??
-1;prefixes[index2]=prefix}return{sorted:sorted2,prefixes}}function findHead({sorted:sorted2,prefixes},text){let low=0,high=sorted2.
length;for(;low<high;){let middle=low+high>>1;(sorted2[middle]??"")<=text?low=middle+1:high=middle}let last=low-1,shared=sharedLength(
sorted2[last]??"",text,0),found=last;for(;found>=0&&(sorted2[found]?.length??0)>shared;)found=prefixes[found]??-1;return found<
0?void 0:sorted2[found]}function sharedLength(form,text,at){let length=0;for(;length<form.length&&form.charCodeAt(length)===
text.charCodeAt(at+length);)length++;return length}function wholesOf(secrets){let wholes2=new Set;for(let secret of secrets)
if(wholes2.add(secret).add(secret.trim()),!!secret.includes(`
`))for(let line2 of secret.split(`
`)){let text=line2.trim();text.length>=8&&wholes2.add(text)}return wholes2}function addForms(forms,secret){if(secret.length<
4||commonWords.has(secret))return;forms.add(secret);let json=escapeJson(secret),terraformJson=json.replace(/[<>&\u2028\u2029]/g,
unicode),url=encodeURIComponent(secret.toWellFormed()),strictUrl=url.replace(/[!'()*]/g,percent);for(let form of[json,terraformJson,
escapeJson(json),escapeJson(terraformJson),url,strictUrl,strictUrl.replaceAll("%20","+")])forms.add(form);let bytes=Buffer.
from(secret);forms.add(bytes.toString("base64"));for(let offset of[0,1,2]){let coded=Buffer.concat([Buffer.alloc(offset),
bytes]).toString("base64"),head=offset===0?0:offset+1,tail=[0,3,2][(bytes.length+offset)%3]??0,inner=coded.slice(head,coded.
length-tail);inner.length<6||(forms.add(inner),forms.add(inner.replaceAll("+","-").replaceAll("/","_")))}}function escapeJson(text){
return JSON.stringify(text).slice(1,-1)}function percent(character){return`%${character.charCodeAt(0).toString(16).toUpperCase()}`}
function unicode(character){return`\\u${character.charCodeAt(0).toString(16).padStart(4,"0")}`}var longestLook=400;function looksRandom(text){
return/\d{9}/.test(text)||text.length>=8&&turnsOf(text.slice(0,longestLook))>=3}function turnsOf(text){let turns=0;for(let at=1;at<
text.length;at++){let before=kindOf(text.charCodeAt(at-1)),kind=kindOf(text.charCodeAt(at));before!==kind&&!(before==="u\
pper"&&kind==="lower")&&before!=="mark"&&kind!=="mark"&&turns++}return turns}function kindOf(code2){return code2>=97&&code2<=
122?"lower":code2>=65&&code2<=90?"upper":code2>=48&&code2<=57?"digit":"mark"}var longestName=400,namePattern=/(?:[\w./-]|\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])+/g,addressPattern=/^[\w-]+(?:\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])?(?:\.[\w-]+(?:\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])?)+$/,
filePattern=/^[\w./-]+\.(?:tf|tofu)(?:\.json)?$/;function createNameCheck(reports){let names2;return(text,from,to)=>{if(looksRandom(
text.slice(from,to)))return!1;names2??=new Set(reports.flatMap(report=>[...namesOf(report)]));let start=Math.max(0,from-
longestName),around2=text.slice(start,to+longestName);for(let{0:name3,index:index2}of around2.matchAll(namePattern)){if(start+
index2>from)return!1;if(!(start+index2+name3.length<to))return names2.has(name3.replace(/[.:,;]+$/,""))}return!1}}function redactName(name3,redact){
return looksRandom(name3)?redact(name3):name3}function namesOf({plan:plan2,failure:failure2,warnings,run}){let found=new Set,
add2=name3=>{name3!==void 0&&addressPattern.test(name3)&&found.add(name3)};for(let{address,range}of[...failure2?.diagnostics??
[],...warnings])add2(address),filePattern.test(range?.filename??"")&&found.add(range?.filename??"");for(let address of[...run?.
targets??[],...run?.replaces??[]])add2(address);if(plan2?.kind!=="changes")return found;let{changes}=plan2;for(let change of[
...changes.resources,...changes.drift,...changes.deferredChanges]){add2(change.address),add2(change.previousAddress);for(let module of modulesOf(
change.moduleAddress??""))add2(module)}for(let{address,triggeringAddress}of changes.actionInvocations)add2(address),add2(
triggeringAddress);for(let{address}of changes.checks)add2(address);return found}function modulesOf(address){let modules=[];
for(let end3=address.length;end3>0;end3=address.lastIndexOf(".module.",end3-1))modules.push(address.slice(0,end3));return modules}function redactPlan(plan2,redact){if(plan2===void 0)return;if(plan2.kind==="counts")return{...plan2,why:redact(plan2.why),
logText:plan2.logText===void 0?void 0:redact(plan2.logText)};let{changes}=plan2;return{...plan2,changes:{...changes,resources:changes.
resources.map(change=>redactChange(change,redact)),drift:changes.drift.map(change=>redactDrift(change,redact)),deferredChanges:changes.
deferredChanges.map(change=>Object.assign(redactChange(change,redact),{reason:change.reason&&redact(change.reason)})),outputs:changes.
outputs.map(output=>({...output,name:redactName(output.name,redact),diff:redactLines(output.diff,redact)})),actionInvocations:changes.
actionInvocations.map(invocation=>({...invocation,address:redact(invocation.address),triggeringAddress:invocation.triggeringAddress&&
redact(invocation.triggeringAddress),event:invocation.event&&redact(invocation.event),callingAddress:invocation.callingAddress&&
redact(invocation.callingAddress),onFailure:invocation.onFailure&&redact(invocation.onFailure),deferred:invocation.deferred&&
{reason:invocation.deferred.reason&&redact(invocation.deferred.reason)},diff:redactLines(invocation.diff,redact)})),checks:changes.
checks.map(check=>({...check,address:redact(check.address),problems:check.problems.map(redact)}))}}}function redactChange(change,redact){
let maybe=text=>text===void 0?void 0:redact(text),lines=once(()=>redactLines(change.diff,redact));return{address:redact(
change.address),moduleAddress:maybe(change.moduleAddress),type:change.type,mode:change.mode,verb:change.verb,actions:change.
actions,actionReason:maybe(change.actionReason),replacePaths:change.replacePaths.map(path3=>{let name3=/^[A-Za-z_][\w-]*/.
exec(path3)?.[0]??"";return`${redactName(name3,redact)}${redact(path3.slice(name3.length))}`}),previousAddress:maybe(change.
previousAddress),deposed:maybe(change.deposed),importing:change.importing&&{...change.importing,id:maybe(change.importing.
id),identity:maybe(change.importing.identity)},fingerprint:change.fingerprint,isDrawn:change.isDrawn,get diff(){return lines()}}}
function redactDrift(change,redact){let more={relevant:change.relevant,get relevantDiff(){return redactLines(change.relevantDiff,
redact)}},members2=Object.getOwnPropertyDescriptors(more);return Object.defineProperties(redactChange(change,redact),members2)}
function once(make2){let made;return()=>(made??={it:make2()}).it}function redactLines(diff,redact){return diff.map(line2=>{
let{depth,text}=line2,redacted=redact(text);if(redacted===text)return line2;let top=depth===0?/^[A-Za-z_][\w-]*(?= +(?:= |\{))/.
exec(text):null,[name3]=top??[];if(name3===void 0)return{...line2,text:redacted};let rest2=redact(text.slice(name3.length));
return{...line2,text:`${redactName(name3,redact)}${rest2}`}})}function createRedactor(secrets,report){let redactorOf=createRedactors(secrets);return report===void 0?redactorOf():redactorOf(
report)}function createRedactors(secrets){let scrubOf=createScrubs(secrets);return(...reports)=>scrubOf(createNameCheck(
reports))}function createLearningRedactor(reports){return createLearningScrub(createNameCheck(reports))}function redactReport(report,redact){
let maybe=text=>text===void 0?void 0:redact(text);return{...report,run:report.run&&{...report.run,message:redact(report.
run.message),terraformVersion:maybe(report.run.terraformVersion),targets:report.run.targets.map(redact),replaces:report.
run.replaces.map(redact)},plan:redactPlan(report.plan,redact),warnings:report.warnings.map(each=>redactDiagnostic(each,redact)),
since:report.since&&redactComparison(report.since,redact),cost:report.cost&&{...report.cost,message:maybe(report.cost.message)},
policies:report.policies.map(policy=>({...policy,set:maybe(policy.set),policy:redact(policy.policy),message:maybe(policy.
message)})),tasks:report.tasks.map(task=>redactTask(task,redact)),checks:report.checks?.map(check=>({...check,rule:redact(
check.rule),saw:redact(check.saw)})),reasons:report.reasons.map(reason=>redactReason(reason,redact)),apply:report.apply&&
redactApply(report.apply,redact),outputs:report.outputs&&redactOutputs(report.outputs,redact),notes:report.notes.map(redact),
failure:report.failure&&{...report.failure,headline:redact(report.failure.headline),logText:maybe(report.failure.logText),
diagnostics:report.failure.diagnostics.map(each=>redactDiagnostic(each,redact))}}}function redactTask(task,redact){let{name:name3,
message,link:link2}=task;return{...task,name:redact(name3),message:message===void 0?void 0:redact(message),link:link2===
void 0||redact(link2)!==link2?void 0:link2}}function redactReason(reason,redact){return{...reason,message:redact(reason.
message),facts:Object.fromEntries(Object.entries(reason.facts).map(([key,fact])=>[key,redactValue(fact,redact)]))}}function redactApply(apply2,redact){
let{confirmedBy,outputs}=apply2;return{...apply2,confirmedBy:confirmedBy===void 0?void 0:redact(confirmedBy),outputs:redactOutputs(
outputs,redact)}}function redactOutputs(outputs,redact){return outputs.map(output=>({...output,name:redact(output.name),
value:repeatsSecret(output,redact)?redactOutput(output.value,redact):output.value}))}function redactDiagnostic(diagnostic,redact){
let{address,snippet,range}=diagnostic;return{...diagnostic,summary:redact(diagnostic.summary),detail:redact(diagnostic.detail),
address:address===void 0?void 0:redact(address),snippet:snippet===void 0?void 0:redact(snippet),range:range&&{...range,filename:redact(
range.filename)}}}function redactComparison(since,redact){return since.kind!=="different"?since:{...since,fresh:since.fresh.
map(redact),changed:since.changed.map(redact),gone:since.gone.map(address=>address===void 0?void 0:redact(address))}}function repeatsSecret({
name:name3,value},redact){let told3=redactValue([name3,value],redact),text=safeJson([name3,value]);return text===void 0||
text!==safeJson(told3)||redact(text)!==text}function redactOutput(value,redact){let told3=redactValue(value,redact),text=safeJson(
told3)??"",shown=redact(text);return shown===text?told3:shown}function safeJson(value){try{return JSON.stringify(value)}catch{
return}}function redactValue(value,redact,depth=0){if(typeof value=="string")return redact(value);if(typeof value=="numb\
er"){let digits=String(value),told3=redact(digits);return told3===digits?value:told3}if(typeof value!="object"||value===
null)return value;if(isExactNumber(value)){let told3=redact(value.rawJSON);return told3===value.rawJSON?value:told3}if(!(depth>
100))return Array.isArray(value)?value.map(item2=>redactValue(item2,redact,depth+1)):Object.fromEntries(Object.entries(value).
map(([key,member])=>[redact(key),redactValue(member,redact,depth+1)]))}function isExactNumber(value){return JSON.isRawJSON(
value)}var longestTable=900*1024;function renderRunList(title,rows2,note2){let head=[`### ${plainText(title)}`,"",...note2===""?
[]:[plainText(note2),""],...rows2.length===0?["No runs."]:["| Run | Status | Operation | Workspace | Message | Created |\
 Source |","| --- | --- | --- | --- | --- | --- | --- |"]].join(`
`),lines=[],length=Buffer.byteLength(head);for(let row of rows2){let line2=renderRow(row);if(length+=Buffer.byteLength(line2)+
1,length>longestTable)break;lines.push(line2)}let left=rows2.length-lines.length;return[head,...lines,...left>0?["",`${left}\
 more are only in the output \`runs\`.`]:[],""].join(`
`)}function renderRow(row){let id=plainText(row.id),cells=[row.url===void 0?id:link(id,row.url),row.status,row.operation,
row.workspace,row.message&&firstLine(row.message),row.createdAt,row.source],[run="",...texts3]=cells;return`| ${[run,...texts3.
map(text=>plainText(shorten(oneLine(text??""),120)))].join(" | ")} |`}function firstLine(text){return text.trim().split(
`
`,1)[0]??""}function failure(headline2){return{headline:headline2,diagnostics:[],logText:void 0}}function policyFailed(run){return{code:"\
policy-failed",message:`A policy or a mandatory check failed (${renderStatus(run.status)}).`,facts:{status:run.status}}}
function isPastPlan(status){let phase=phaseOf(status);return phase==="checking"||phase==="saved"||phase==="applying"||phase===
"decision"&&status!=="pre_plan_awaiting_decision"||planned.has(status)}var planned=new Set(["planned_and_finished","poli\
cy_soft_failed","applied"]);function hasPlan(run){return run.plan?.status==="finished"||run.plan===void 0&&(run.statusTimestamps["\
planned-at"]!==void 0||isPastPlan(run.status))||isFinal(run.status)&&run.statusTimestamps["planned-at"]!==void 0&&run.plan?.
status!=="errored"}import{writeFile}from"node:fs/promises";async function writeJobSummary(markdown){let file=process.env.GITHUB_STEP_SUMMARY??
"";if(file==="")throw new Error("The runner gave no GITHUB_STEP_SUMMARY.");await writeFile(file,`${markdown}
`)}import{writeFileSync}from"node:fs";import{join}from"node:path";function grouped(count3){return String(count3).replace(/\B(?=(?:\d{3})+$)/g,",")}function plural(count3,noun,nouns=`${noun}\
s`){return`${grouped(count3)} ${count3===1?noun:nouns}`}function listing(parts){return parts.length<2?parts.join(""):`${parts.
slice(0,-1).join(", ")} and ${parts.at(-1)??""}`}function countWords(parts){return parts.filter(([count3])=>count3>0).map(
([count3,what])=>`${grouped(count3)} ${what}`).join(", ")}var verbOrder=["destroy","replace","forget","unknown","update",
"create","read","open","no-op"];function isDangerous(verb){return verb==="destroy"||verb==="replace"||verb==="forget"||verb===
"unknown"}var verbTitles={destroy:"Destroy",replace:"Replace",forget:"Forget: kept, but no longer managed",unknown:"Unkn\
own action",update:"Update in place",create:"Create",read:"Read during apply",open:"Ephemeral: opened, not kept","no-op":"\
Only moved or imported"},verbsDone={destroy:"destroyed",replace:"replaced",forget:"forgotten",unknown:"of unknown action",
update:"updated",create:"created",read:"read",open:"opened","no-op":"moved or imported"};function symbolOf(change){switch(change.
verb){case"create":return"+";case"update":return"~";case"destroy":return"-";case"forget":return".";case"read":return"<=";case"\
open":return"\u27F2";case"replace":return change.actions.includes("forget")?"+/.":change.actions[0]==="create"?"+/-":"-/\
+";case"no-op":return change.previousAddress===void 0?"=":"\u2192";case"unknown":return"?"}}var cannotUpdate="replace_be\
cause_cannot_update",reasons=new Map(Object.entries({[cannotUpdate]:"it cannot be updated in place",replace_because_tainted:"\
it is tainted",replace_by_request:"as requested",replace_by_triggers:"by replace_triggered_by",delete_because_no_resource_config:"\
it is not in the configuration",delete_because_wrong_repetition:"its count or for_each was added or removed",delete_because_count_index:"\
its index is out of the range of count",delete_because_each_key:"its key is not in for_each",delete_because_enabled_false:"\
its enabled is false",delete_because_no_module:"its module is not in the configuration",delete_because_no_move_target:"i\
t was moved to an address that is not in the configuration",read_because_config_unknown:"its configuration is not known \
yet",read_because_dependency_pending:"what it depends on has changes pending",read_because_check_nested:"it is inside a \
check block"})),deferredReasons=new Map(Object.entries({unknown:"",instance_count_unknown:"its count or for_each is not \
known yet",resource_config_unknown:"its configuration is not known yet",provider_config_unknown:"its provider\u2019s configur\
ation is not known yet",absent_prereq:"something it needs does not exist yet",deferred_prereq:"something it depends on i\
s deferred"}));function reasonOf({deposed,actionReason,replacePaths},render){let left=deposed===void 0?"":"left over fro\
m a replacement that failed half-way",why=actionReason===cannotUpdate&&replacePaths.length>0?"":worded(reasons,actionReason,
render);return[left,why].filter(part=>part!=="").join("; ")}function deferredReasonOf(reason,render){return worded(deferredReasons,
reason,render)}function worded(known3,word2,render){return word2===void 0||word2===""?"":known3.get(word2)??`reason ${render(
word2)}`}function duration(milliseconds){let seconds=Math.max(0,Math.round(milliseconds/1e3));if(seconds<60)return`${seconds}\
 s`;let minutes2=Math.floor(seconds/60);return minutes2<60?seconds%60===0?`${minutes2} min`:`${minutes2} min ${seconds%60}\
 s`:minutes2%60===0?`${Math.floor(minutes2/60)} h`:`${Math.floor(minutes2/60)} h ${minutes2%60} min`}var longestOutput=120*1024,heavy=["run","workspace-outputs","checks","reasons","runs"];function writeAllOutputs({facts,values:values3,
document,whole=document},keeper){let result2=shorten2(document),texts3=Object.entries({...values3,runs:result2.runs??document.
runs}).filter(([,value])=>value!==void 0).map(([name3,value])=>[name3,JSON.stringify(value)]),large=texts3.flatMap(([name3,
text])=>fits(text)?[]:[name3]),isAll=large.length===0&&result2===whole,cut4=whole===document?large:[...large,"runs"];writeOutputs(
{...facts,...Object.fromEntries(texts3),...Object.fromEntries(large.map(name3=>[name3,""])),result:JSON.stringify(result2),
"result-path":isAll?void 0:keep(whole,[...cut4,"result"],keeper)})}function shorten2(document){let left=[],told3=document;
for(let name3 of heavy){if(fits(JSON.stringify(told3)))break;let{runs:runs2=[]}=told3;[told3,...runs2].every(part=>part[name3]===
void 0)||(left.push(name3),told3={...omit(told3,name3),"left-out":left})}return told3}function omit({runs:runs2,...rest2},name3){
let kept=omitFrom(rest2,name3);return runs2===void 0||name3==="runs"?kept:{...kept,runs:runs2.map(part=>omitFrom(part,name3))}}
function omitFrom(part,name3){return Object.fromEntries(Object.entries(part).filter(([key])=>key!==name3))}function fits(json){
return Buffer.byteLength(json)<=longestOutput}function keep(whole,names2,{folder,log}){let path3=join(folder,`result-${randomUUID()}\
.json`),why=`There is no room for all of ${listing(names2.map(name3=>`'${name3}'`))} in the outputs of a step (GitHub ta\
kes 1 MiB for those of a job, an environment variable 128 KiB)`;try{writeFileSync(path3,JSON.stringify(whole),{flag:"wx",
mode:384})}catch(error){log.warning(`${why}, and the file for it cannot be written: ${saidBy(error)}`);return}return log.
notice(`${why}. All of it is in ${path3}, for later steps of this job: its path is the output 'result-path'.`),path3}async function publishListing(read2,options,{log,signal}){try{return await tellListing(await read2(),options,log),!0}catch(error){
let cause=signal.aborted?signal.reason:error,isCanceled2=cause instanceof Error&&cause.name==="InterruptedError";return log.
error(saidBy(cause)),writeOutputs({outcome:isCanceled2?"canceled":"errored",gate:"none",reasons:"[]"}),!1}}async function tellListing(listing2,options,log){
let{runs:runs2,isCut,place}=listing2,redact=createRedactor(options.secrets),entries=runs2.map(run=>describe(run,{...listing2,
...options,redact})),said2=[`${runs2.length} ${runs2.length===1?"run":"runs"} of ${place}.`,...isCut?[`There are more: '\
max-items' is ${options.maxItems}.`]:[]].join(" ");log[isCut?"notice":"info"](said2),writeListing(listing2,entries,{folder:options.
folder,log}),options.jobSummary&&await summarize2(place,entries,said2,log)}function writeListing({workspaceId,isCut},entries,keeper){
let runs2=keepWithin(entries,longestOutput-roomForFacts),isShort2=runs2.length<entries.length,facts={"workspace-id":workspaceId,
outcome:"listed",gate:"none"},document={schema_version:1,...facts,reasons:[]};writeAllOutputs({facts,values:{reasons:[]},
document:{...document,"is-cut":isCut||isShort2,runs:runs2},whole:isShort2?{...document,"is-cut":isCut,runs:entries}:void 0},
keeper)}async function summarize2(place,entries,said2,log){try{await writeJobSummary(renderRunList(`Runs of ${place}`,entries.
map(entry=>({...entry,createdAt:entry["created-at"]})),said2))}catch(error){log.warning(`The job summary could not be wr\
itten: ${saidBy(error)}`)}}function describe(run,known3){let workspace=run.workspace??known3.workspace,organization=run.
organization??known3.organization;return{id:run.id,status:run.status,message:run.message===void 0?void 0:shorten(known3.
redact(withoutProvenance(run.message)),1e3),"created-at":run.createdAt,source:run.source,operation:run.operation,"has-ch\
anges":run.hasChanges===!0||isPastPlan(run.status)?run.hasChanges:void 0,"plan-only":run.planOnly,"save-plan":run.savePlan,
"is-destroy":run.isDestroy,"refresh-only":run.refreshOnly,"allow-empty-apply":run.allowEmptyApply,organization,workspace,
"workspace-id":run.workspaceId,url:workspace===void 0||organization===void 0?void 0:webAddress(known3.baseUrl,"app",organization,
"workspaces",workspace,"runs",run.id)}}var roomForFacts=1024;function keepWithin(entries,limit){let bytes=2,end3=entries.
findIndex(entry=>(bytes+=Buffer.byteLength(JSON.stringify(entry))+1,bytes>limit));return end3<0?entries:entries.slice(0,
end3)}function hasEffects({verbs,counts,moves}){let{create:create3,update:update2,replace,destroy,forget,unknown:unknown5}=verbs;
return create3+update2+replace+destroy+forget+unknown5+counts.import+counts.actionInvocations+moves>0}function hasOutputs({
outputs}){return outputs.some(({verb})=>verb!=="no-op")}function countPlan(plan2){if(plan2===void 0)return{known:!1,why:"\
there is no plan."};if(plan2.kind==="unavailable")return{known:!1,why:plan2.why};let{verbs,resources,actionInvocations,errored}=plan2.
changes;return errored?{known:!1,why:"the plan failed, so its list is partial."}:verbs.unknown>0?{known:!1,why:"the plan\
 has actions that this version does not know."}:{known:!0,value:{create:verbs.create,update:verbs.update,replace:verbs.replace,
destroy:verbs.destroy,forget:verbs.forget,import:resources.filter(({verb,importing})=>verb==="no-op"&&importing!==void 0).
length,invoke:actionInvocations.length}}}function lossesOf(plan2){let counts=countPlan(plan2);return counts.known?{known:!0,
value:(plan2?.kind==="changes"?plan2.changes.resources:[]).flatMap(({address,previousAddress,verb})=>verb==="destroy"||verb===
"replace"||verb==="forget"?[{address,previousAddress,verb}]:[])}:counts}function digestOf(plan2,configuration){let counts=countPlan(
plan2);return counts.known?plan2?.kind==="changes"?bindDigest(plan2.digest,configuration):{known:!1,why:"there is no pla\
n."}:counts}function bindDigest(digest3,configuration){return digest3.startsWith("partial:")?configuration.known?{known:!0,
value:`${digest3.replace("partial:","bound:")}+${configuration.value}`}:configuration:{known:!0,value:digest3}}var clockSkew=3e5;
function ageOf({plan:plan2,statusTimestamps:statusTimestamps2},now){let finished2=[plan2?.statusTimestamps["finished-at"],
statusTimestamps2["planned-at"],statusTimestamps2["planned-and-saved-at"],statusTimestamps2["planned-and-finished-at"]].
map(date=>Date.parse(date??"")).find(time2=>!Number.isNaN(time2));if(finished2===void 0)return{known:!1,why:"the run doe\
s not say when it was planned."};let age=now-finished2;return age<-clockSkew?{known:!1,why:"the plan's date is in the fu\
ture, by the time of the server's answers."}:{known:!0,value:Math.max(0,age)}}function addressesOf(plan2){let counts=countPlan(
plan2);return counts.known?{known:!0,value:(plan2?.kind==="changes"?plan2.changes.resources:[]).flatMap(({address,previousAddress})=>previousAddress===
void 0?[address]:[address,previousAddress])}:counts}var maxPages=100;function openConversation(github,place){let isRefused=!1,known3;return async()=>{if(!isRefused)try{let conversation=await readAtOnce(
github,place);return known3=conversation,conversation}catch(error){if(!isRefusal(error))throw error;isRefused=!0}known3??=
{self:await readSelf(github)};let{self}=known3,comments2=await listComments(github,place);return{self,head:void 0,comments:comments2}}}
var query=`query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes {
          id
          url
          body
          author {
            __typename
            login
            ... on Bot { databaseId }
            ... on User { databaseId }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;async function readAtOnce(github,place){let comments2=[],what=`read the conversation of ${nameOf(place)}`,after2;for(let page=1;page<=
maxPages;page+=1){let read2=await readPage2(github,place,what,after2);if(comments2.push(...read2.comments),after2=read2.
next,after2===void 0)return{...read2,comments:sorted(comments2)}}throw lacking(what,"an end")}async function readPage2(github,{
repository,pullRequest},what,after2){let{owner,name:name3}=repository,data=await github.query({query,variables:{owner,name:name3,
number:pullRequest,after:after2??null},what,needs:"pull-requests: read",repeatable:!0}),viewer=field(data,"viewer"),self=parseSelf(
field(viewer,"login"),field(viewer,"databaseId")),pull=field(field(data,"repository"),"pullRequest"),head=shaOf(field(pull,
"headRefOid")),nodes=field(field(pull,"comments"),"nodes"),pageInfo=field(field(pull,"comments"),"pageInfo"),hasNext=field(
pageInfo,"hasNextPage"),next=hasNext===!1?void 0:textOf(field(pageInfo,"endCursor")),hasEnd=hasNext===!1||hasNext===!0&&
next!==void 0;if(!self||!head||!Array.isArray(nodes)||!hasEnd)throw lacking(what,"a part");let comments2=nodes.map(node=>parseNode(
node,what));return{self,head,comments:comments2,next}}function parseNode(node,what){let url=textOf(field(node,"url")),id=Number(
/#issuecomment-(\d+)$/.exec(url??"")?.[1]),nodeId=textOf(field(node,"id")),body2=field(node,"body"),author=field(node,"a\
uthor");if(!(url!==void 0&&nodeId!==void 0&&typeof body2=="string"&&author!==void 0&&Number.isSafeInteger(id)))throw lacking(
what,"a part of a comment");return{id,node_id:nodeId,html_url:url,body:body2,user:parseActor(author)}}function parseActor(author){
let login=textOf(field(author,"login")),type=field(author,"__typename"),id=numberOf(field(author,"databaseId"));return login===
void 0||type!=="Bot"&&type!=="User"?null:{login:type==="Bot"?`${login.replace(/\[bot\]$/,"")}[bot]`:login,type,...id===void 0?
{}:{id}}}async function listComments(github,place){let{repository,pullRequest}=place,documents=await github.readPages({route:"\
GET /repos/{owner}/{repo}/issues/{issue_number}/comments",parameters:{owner:repository.owner,repo:repository.name,issue_number:pullRequest},
what:`list the comments of ${nameOf(place)}`,needs:"pull-requests: read"});return sorted(documents)}function sorted(documents){
return[...documents].sort((one,other)=>one.id-other.id)}async function readSelf(github){let call={what:"read whose token\
 this is",needs:"metadata: read"};try{let data=await github.query({...call,query:"query { viewer { login databaseId } }",
variables:{},repeatable:!0}),self=parseSelf(data?.viewer?.login,data?.viewer?.databaseId);if(self!==void 0)return self}catch(error){
if(!isRefusal(error))throw error}try{let user=await github.request({...call,route:"GET /user",parameters:{}});return parseSelf(
user.login,user.id)}catch(error){if(!isRefusal(error))throw error;return}}function parseSelf(login,id){if(typeof login==
"string")return{login,id:typeof id=="number"?id:void 0}}function nameOf({repository,pullRequest}){return`pull request #${pullRequest}\
 of ${fullName(repository)}`}var needs="pull-requests: write",maxCreates=3,patience=3e5;async function upsertStickyComment(github,request){let read2=openConversation(
github,request),left=patience;for(;;)try{return await upsert(github,request,read2)}catch(error){let asked=error instanceof
GitHubError&&error.kind==="rate-limit"?error.wait:void 0;if(asked===void 0||request.wait===void 0||asked>left)throw error;
let time2=Math.max(asked,1e3);left-=time2,await request.wait(time2)}}async function upsert(github,request,read2){let conversation=await read2(),
{self,head}=conversation,{own:marked,foreign:foreign3,former,voids}=pickOurs(request,conversation),isNew2=marked.length+
foreign3.length===0,youngest=(former.length>0?former:voids).slice(-1),own=isNew2?youngest:marked;for(let comment2 of[...own,
...foreign3])if(await request.mustStay?.(comment2,head))return done(comment2,!1,0);for(let comment2 of[...own.slice(0,1),
...foreign3]){let body2=bodyFor(request,comment2,self),updated=own.includes(comment2)?await update(github,request,comment2,
body2):await takeOver(github,request,comment2,body2);if(updated===void 0)continue;let others=[...own,...foreign3,...voids].
filter(({id})=>id!==comment2.id);return done(updated,!1,await fold(github,request,others))}return await request.mayCreate?.(
head)??!0?await make(github,request,read2,bodyFor(request,void 0,self)):void 0}async function make(github,request,read2,body2){
let created=await create(github,request,read2,body2),conversation;try{conversation=await read2()}catch(error){if(isRefusal(
error))return done(created,!0,0);throw error}let{self,head}=conversation,{own}=pickOurs(request,conversation),keep2=own[0]??
created;if(keep2.id===created.id)return done(created,!0,await fold(github,request,own.slice(1)));let updated=await request.
mustStay?.(keep2,head)?keep2:await update(github,request,keep2,bodyFor(request,keep2,self));return updated===void 0?done(
created,!0,0):done(updated,!1,await fold(github,request,own.slice(1)))}function done({id,url},created,folded){return{id,
url,created,folded}}function bodyFor({body:body2,marker,isFormer:isFormer2},previous,self){let text=typeof body2=="strin\
g"?body2:body2(previous,self);return text.startsWith(marker)||isFormer2?.(text)===!0?text:`${marker}
${text}`}function pickOurs(request,{comments:found,self}){let isChecked=({user,body:body2})=>{let author=request.authorOf?.(
body2??"");return author!==void 0&&isOwn2(user,author)},isMarked=({body:body2})=>(body2??"").startsWith(request.marker),
ownOnes=found.filter(({user})=>isOwn2(user,self)),pick=is=>ownOnes.filter(({body:body2})=>is?.(body2??"")===!0).map(parseComment);
return{former:pick(request.isFormer),voids:pick(request.isVoid),own:ownOnes.filter(document=>isMarked(document)||isChecked(
document)).map(parseComment),foreign:found.filter(({user})=>!isOwn2(user,self)).filter(isChecked).map(parseComment)}}function isOwn2(user,self){
if(user==null)return!1;let isBot=user.type==="Bot";if(self===void 0)return isBot;if(self.id!==void 0&&user.id===self.id)
return!0;let login=user.login?.toLowerCase(),own=self.login.toLowerCase();return isBot?login===`${own.replace(/\[bot\]$/,
"")}[bot]`:login===own&&(self.id===void 0||user.id===void 0)}function parseComment(document){return{id:document.id,url:document.
html_url??"",body:document.body??"",nodeId:document.node_id}}async function update(github,target,comment2,body2){if(comment2.
body===body2)return comment2;try{return parseComment(await github.request({route:"PATCH /repos/{owner}/{repo}/issues/com\
ments/{comment_id}",parameters:{...repositoryParameters(target),comment_id:comment2.id,body:body2},what:`update our comm\
ent on ${nameOf(target)}`,needs,repeatable:!0,isTimely:!0}))}catch(error){if(error instanceof GitHubError&&error.status===
404)return;throw error}}async function takeOver(github,request,comment2,body2){try{return await update(github,request,comment2,
body2)}catch(error){if(!isRefusal(error))throw error;request.onForeign?.(comment2,error.message);return}}async function create(github,target,read2,body2){
for(let attempt5=1;;attempt5+=1)try{return parseComment(await github.request({route:"POST /repos/{owner}/{repo}/issues/{\
issue_number}/comments",parameters:{...repositoryParameters(target),issue_number:target.pullRequest,body:body2},what:`co\
mment on ${nameOf(target)}`,needs,isTimely:!0}))}catch(error){if(!(error instanceof GitHubError&&error.kind==="unanswere\
d")||attempt5===maxCreates)throw error;await github.pause(attempt5);let conversation=await read2(),{own}=pickOurs(target,
conversation),made=own.find(comment2=>comment2.body===body2);if(made!==void 0)return made;let[oldest]=own;if(oldest===void 0)
continue;if(await target.mustStay?.(oldest,conversation.head))return oldest;let adopted=await update(github,target,oldest,
body2);if(adopted!==void 0)return adopted}}async function fold(github,request,duplicates){let folded=0;for(let duplicate2 of duplicates)
try{await remove(github,request,duplicate2),folded+=1}catch(error){if(!(error instanceof GitHubError))throw error;request.
onForeign?.(duplicate2,error.message)}return folded}async function remove(github,target,comment2){try{await github.request(
{route:"DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",parameters:{...repositoryParameters(target),comment_id:comment2.
id},what:`delete a duplicate of our comment on ${nameOf(target)}`,needs,repeatable:!0})}catch(error){if(error instanceof
GitHubError&&error.status===404)return;if(comment2.nodeId===void 0)throw error;await github.query({query:"mutation ($id:\
 ID!) { minimizeComment(input: {subjectId: $id, classifier: DUPLICATE}) { minimizedComment { isMinimized } } }",variables:{
id:comment2.nodeId},what:`hide a duplicate of our comment on ${nameOf(target)}`,needs,repeatable:!0})}}function repositoryParameters(target){
return{owner:target.repository.owner,repo:target.repository.name}}var opening="<!-- gated-terraform-run:";function renderMarker(identity){let{hostname,organization,workspace,key}=identity,
parts=[`hostname=${encode(hostname.toLowerCase())}`,`organization=${encode(organization)}`,`workspace=${encode(workspace)}`,
`key=${encode(key)}`];return`${opening} ${parts.join(" ")} -->`}function renderSetMarker(identity){let{selection,...rest2}=identity,
workspace=selection.length===0?"*":selection.join(`
`);return renderMarker({...rest2,workspace})}function namesAlone(marker,workspace){return marker.startsWith(opening)&&marker.
includes(` organization=${encode(workspace.organization)} `)&&marker.includes(` workspace=${encode(workspace.name)} `)}function markerIn(body2){
let[first=""]=body2.split(`
`,1);return first.startsWith(opening)?first.trimEnd():""}function isSameButForWorkspaces(one,other){let rest2=marker=>marker.
replace(/ workspace=\S*/,"");return one!==other&&rest2(one)===rest2(other)}function encode(text){let encoded=encodeURIComponent(
text.toWellFormed()).replaceAll("--","%2D%2D").replace(/-$/,"%2D");return encoded.length<=300?encoded:`sha256.${createHash(
"sha256").update(text.toWellFormed()).digest("hex")}`}function item(short){return{short,long:void 0}}var maxMisses=50;function assemble(sections,budget,measure){let full=sections.
filter(section=>section.items.length>0),ranked=[...full].sort((a,b)=>a.rank-b.rank),page={measure,room:budget,cut:new Map,
chosen:new Map};for(let section of ranked){let frame=measure(section.heading)+measure(section.closing??"")+measure(section.
omitted(countOf(section.items)));take(page,frame)&&page.chosen.set(section,new Map)}for(let rank2 of new Set(ranked.map(
section=>section.rank)))fill(page,ranked.filter(section=>section.rank===rank2));for(let section of ranked)widen(page,section);
return join2(page,full)}function take(page,size){return size>page.room?!1:(page.room-=size,!0)}function fill(page,sections){
let{measure,chosen,cut:cut4}=page,upgrades=[];for(let section of sections){let texts3=chosen.get(section);if(texts3!==void 0)
for(let[index2,{short,long}]of section.items.entries()){let size=measure(short??"");if(!take(page,size))break;if(short!==
void 0&&texts3.set(index2,short),long===void 0)continue;let to=()=>{let text=long(),fits2=take(page,measure(text)-size);
return fits2?texts3.set(index2,text):short!==void 0&&count(cut4,section,1),fits2};upgrades.push({section,isNamed:short!==
void 0,to})}}let misses=0;for(let{section,isNamed:isNamed2,to}of upgrades)misses<maxMisses?misses=to()?0:misses+1:isNamed2&&
count(cut4,section,1)}function count(counts,section,more){counts.set(section,(counts.get(section)??0)+more)}function widen(page,section){
let texts3=page.chosen.get(section);for(let[index2,{whole}]of section.items.entries()){let told3=texts3?.get(index2);if(whole===
void 0||told3===void 0||page.room<=0)continue;let size=page.measure(told3),text=whole(page.room+size);text!==void 0&&take(
page,page.measure(text)-size)&&texts3?.set(index2,text)}}function join2(page,sections){let omitted=0,cuts=[],parts=[];for(let section of sections){
let texts3=page.chosen.get(section),missing2=countOf(section.items.filter((_,index2)=>texts3?.has(index2)!==!0));omitted+=
missing2;let line2=missing2>0&&texts3!==void 0?section.omitted(missing2):"",cut4=(page.cut.get(section)??0)+(line2===""?
missing2:0);if(cut4>0&&cuts.push({name:nameOf2(section),count:cut4}),texts3===void 0||texts3.size===0&&line2==="")continue;
let inOrder3=[...texts3].sort(([a],[b])=>a-b);parts.push(section.heading,...inOrder3.map(([,text])=>text),line2,section.
closing??"")}return{text:parts.join(""),omitted,cuts}}function countOf(items){return items.reduce((sum3,{count:count3=1})=>sum3+
count3,0)}function nameOf2({name:name3,heading}){return name3??heading.replace(/[#\n]/g,"").replace(/ \(.*/,"").trim()}var maxAddress=300,maxSentence=600;function code(text){return inlineCode(shorten(oneLine(text),maxAddress))}function codeHtml(text){
return htmlCode(shorten(oneLine(text),maxAddress))}function sentence(text){return plainText(shorten(oneLine(text),maxSentence))}function fold2(summaryHtml,isOpen3=!1){return{heading:`
<details${isOpen3?" open":""}><summary>${summaryHtml}</summary>

`,closing:`
</details>
`}}function omittedLine(count3,{elsewhere:elsewhere2},what){return`
_\u2026 and ${grouped(count3)} more under \u201C${what}\u201D, left out for want of room: see ${elsewhere2}._
`}function diffFence(lines,limits){return cutDiff(lines,limits).text}function cutDiff(lines,limits){let shown=[],length=0;
for(let{marker,depth,text}of lines){let line2=`${marker==="~"?"!":marker} ${"  ".repeat(Math.min(depth,20))}${visible(text).
replaceAll(`
`," ")}`;if(length+=line2.length+1,shown.length>=limits.diffLines||length>limits.diffLength)break;shown.push(line2)}let missing2=lines.
length-shown.length;if(missing2>0){let names2=namesIn(lines.slice(shown.length)),among=names2===""?"":`, among them ${names2}`;
shown.push(`  # (${plural(missing2,"more line")}${among}, not shown here)`)}return{text:fence(shown.join(`
`),"diff"),missing:missing2}}var maxNamed=8;function namesIn(lines){let names2=lines.filter(({marker,depth})=>depth===0&&
marker!==" ").flatMap(({text})=>/^("(?:[^"\\]|\\.)*"|[\w-]+) *(?:= |\{)/.exec(text)?.[1]??[]),more=names2.length-maxNamed,
told3=names2.slice(0,maxNamed).map(name3=>visible(shorten(oneLine(name3),60)));return listing(more>0?[...told3,`${grouped(
more)} more`]:told3)}function foldable(short,summary,diffOf2,rendering){return rendering.detail!=="full"?item(short):{short,
...drawn(()=>short,text=>`
${details(summary,text)}`,diffOf2,rendering)}}var frameLength=1e3;function drawn(line2,frame,diffOf2,{limits}){let isCut=!1;
return{long:()=>{let diff=diffOf2();if(diff.length===0)return line2();let{text,missing:missing2}=cutDiff(diff,limits);return isCut=
missing2>0,frame(text)},whole:room=>isCut&&room>limits.diffLength+frameLength?frame(diffFence(diffOf2(),{diffLines:1/0,diffLength:room-
frameLength})):void 0}}function costSection(cost){return{heading:"",name:"Cost",rank:0,omitted:()=>"",items:cost===void 0?[]:[item(`
${costLine(cost)}
`)]}}function costLine(cost){let{prior,proposed,delta,matched,unmatched}=cost;if(prior===void 0&&proposed===void 0&&delta===
void 0){let why=cost.message===void 0?"":`: ${sentence(cost.message)}`;return`Cost: the estimate is ${code(cost.status)}${why}`}
let covered=matched===void 0?"":`; ${plural(matched,"resource")} estimated${unmatched===void 0||unmatched===0?"":`, **${grouped(
unmatched)} not covered**`}`;return`Cost: ${prose(difference(dollars(delta,!0)))} (${prose(dollars(prior))} before, ${prose(
dollars(proposed))} after${covered}).`}function difference(delta){return delta==="?"?"the difference is not told":isNothing(
delta)?"no difference":`**${delta.slice(1)} ${delta.startsWith("-")?"less":"more"} a month**`}function isNothing(delta){
return/^\+\$[0,.]*$/.test(delta)}function prose(amount){return amount.replace("$","&#36;")}function dollars(amount,isSigned=!1){
let value=/^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(amount??"")?Number(amount):void 0;if(value===void 0)return"?";let[whole="",
cents=""]=Math.abs(value).toFixed(2).split("."),text=`$${whole.replace(/\B(?=(?:\d{3})+$)/g,",")}.${cents}`;return value<
0&&!/^\$[0,.]*$/.test(text)?`-${text}`:isSigned?`+${text}`:text}var policyKinds=new Map(Object.entries({sentinel:"Sentin\
el",opa:"OPA",terraform:"Terraform"}));function isBad(status){return status==="failed"||status==="errored"||status==="un\
known"}function countBad(checks){let bad=checks.filter(({status})=>isBad(status)),unknown5=bad.filter(({status})=>status===
"unknown").length;return[bad.length>unknown5?`${bad.length-unknown5} failed`:"",unknown5>0?`${unknown5} unknown`:""].filter(
words4=>words4!=="").join(", ")}function isAdvisory(level){return level==="advisory"}function policySection(policies,detail){
let told3=detail==="counts"?[]:policies.filter(({status})=>status!=="passed").sort((a,b)=>weight(a)-weight(b));return checkSection(
"Policies",policies,told3,policy=>{let set=policy.set===void 0?"":` in ${code(policy.set)}`,kind=policyKinds.get(policy.
kind)??code(policy.kind);return`- **${statusWord(policy.status)}** ${code(policy.policy)}${set} (${kind}, ${sentence(policy.
level)})${says(policy.message,detail)}
`})}function taskSection(tasks,detail){let told3=detail==="counts"?[]:[...tasks].sort((a,b)=>weight(a)-weight(b));return checkSection(
"Run tasks",tasks,told3,task=>{let more=task.link!==void 0&&isLink(task.link)?` \xB7 ${link("details",task.link)}`:"",stage=sentence(
task.stage.replaceAll("_"," "));return`- **${statusWord(task.status)}** ${code(task.name)} (${sentence(task.level)}, ${stage}\
)${says(task.message,detail)}${more}
`})}function checkSection(name3,all,told3,render){let isOpen3=all.some(({status,level})=>isBad(status)&&!isAdvisory(level)),
line2=`${name3}: ${tally(all)}`;return{...told3.length>0?fold2(line2,isOpen3):{heading:all.length>0?`
${line2}
`:""},name:name3,rank:countBad(all)===""?1:0,omitted:count3=>told3.length>0?`- \u2026 and ${grouped(count3)} more
`:"",items:told3.length>0?told3.map(each=>item(render(each))):all.slice(0,1).map(()=>item(""))}}function tally(all){return[
...["failed","errored","unknown","overridden","running"],"passed"].map(status=>({status,of:all.filter(each=>each.status===
status)})).filter(({of})=>of.length>0).map(({status,of})=>{let isHarmless=isBad(status)&&of.every(({level})=>isAdvisory(
level));return`${grouped(of.length)} ${status}${isHarmless?" (advisory)":""}`}).join(", ")}function says(message,detail){
let text=detail==="full"?sentence(message??""):"";return text===""?"":`: ${text}`}function statusWord(status){return status===
"unknown"?"status unknown:":status}function weight(check){return(isBad(check.status)?0:2)+(isAdvisory(check.level)?1:0)}
function checkWords(report){let{cost,policies,tasks}=report;return[costWord(cost?.delta),policyWord(policies),taskWord(tasks)].
filter(word2=>word2!=="")}function costWord(amount){let delta=dollars(amount,!0);return delta==="?"?"":isNothing(delta)?
"no cost difference":`${inlineCode(delta)}/month`}function policyWord(policies){return policies.length===0?"":countBad(policies)!==
""?badWord(policies,"policy","policies"):policies.some(({status})=>status==="overridden")?"policies overridden":"policie\
s passed"}function taskWord(tasks){return badWord(tasks,"task","tasks")}function badWord(checks,one,many){let bad=checks.
filter(({status})=>isBad(status)),failed2=bad.filter(({status})=>status!=="unknown"),unknown5=bad.length-failed2.length,
isHarmless=failed2.every(({level})=>isAdvisory(level));return[failed2.length>0?`${plural(failed2.length,one,many)} faile\
d${isHarmless?" (advisory)":""}`:"",unknown5>0?`${plural(unknown5,one,many)} unknown`:""].filter(words4=>words4!=="").join(
", ")}function doneCounts({apply:apply2,applyState,outcome}){if(apply2===void 0)return;let{counts,logged}=apply2;if(outcome===
"applied"||applyState==="complete")return counts;if(applyState!=="partial")return;let told3=logged===void 0?void 0:{...logged,
imports:void 0};return[counts,told3].find(one=>one!==void 0&&isSome(one))}function isSome({additions,changes,destructions,
imports}){return additions+changes+destructions+(imports??0)>0}function doneWords(counts){return countWords([[counts.destructions,
"destroyed"],[counts.changes,"changed"],[counts.additions,"added"],[counts.imports??0,"imported"]])}function driftOf(report,changes){return isRefreshOnly(report,changes)?changes.drift:changes.outputs.length===0&&changes.
resources.every(({verb,previousAddress})=>verb==="no-op"&&previousAddress===void 0)?[]:changes.drift.filter(({relevant})=>relevant)}
function isRefreshOnly({run},changes){return run?.refreshOnly??changes.isRefreshOnly}function driftSection(report,changes,rendering){
let shown=driftOf(report,changes),isWhole2=isRefreshOnly(report,changes),name3="Changed outside Terraform";return{heading:`\

#### ${name3} (${shown.length})
`,rank:3,omitted:count3=>omittedLine(count3,rendering,name3),items:shown.map(change=>{let tail=isWhole2?"":" (this plan \
depends on it)";return foldable(`
${code(change.address)}${whatOf(change,code)}${tail}
`,`${codeHtml(change.address)}${whatOf(change,codeHtml)}${tail}`,()=>isWhole2?change.diff:change.relevantDiff,rendering)})}}
function whatOf({verb,previousAddress},render){let facts=[verb==="destroy"?"deleted":"",previousAddress===void 0?"":`mov\
ed from ${render(previousAddress)}`].filter(fact=>fact!=="");return facts.length===0?"":`: ${facts.join("; ")}`}var maxNamed2=20;function isTargeted({run}){return run!==void 0&&run.targets.length>0}function renderScope({run},detail){
return run===void 0?[]:[run.targets.length===0?"":`**Only:** ${names(run.targets,detail)}, and what ${run.targets.length===
1?"it depends":"they depend"} on. Whatever else would change was not looked at (${code("targets")}).`,run.replaces.length===
0?"":`**Replacement asked for:** ${names(run.replaces,detail)} (${code("replace")}).`].filter(paragraph=>paragraph!=="")}
function names(addresses,detail){if(detail==="counts")return plural(addresses.length,"address","addresses");let shown=addresses.
slice(0,maxNamed2).map(code).join(", "),more=addresses.length-maxNamed2;return more>0?`${shown} and ${more} more`:shown}function headline(report){let{workspace,run}=report,name3=inlineCode(shorten(oneLine(workspace.name),100)),parts=[headlineState(
report),name3],counts=renderCounts2(report);report.refused!==void 0?parts.push(...run===void 0?[]:[`the ${runIs(run)}`]):
counts!==""?parts.push(counts):run===void 0&&report.failure!==void 0&&report.withoutRun===void 0&&parts.push(report.left===
void 0?"no run was made":"whether a run was made is not known");let blockers=blockersOf(report);return blockers!==""&&parts.
push(`would be blocked by ${blockers}`),report.applyState==="none"&&parts.push(...checkWords(report)),parts.join(" \xB7 ")}
function headlineState(report){return report.refused===void 0?report.withoutRun??states[report.outcome](report):`${capitalized(
report.refused)} refused`}var states={planned:report=>isTargeted(report)?"Partial plan":"Plan","no-changes":report=>isTargeted(
report)?"No changes to the targets":"No changes",saved:report=>`${isTargeted(report)?"Partial plan":"Plan"} saved, waiti\
ng to be applied`,held:report=>report.gate==="policy-override"?"Waiting for a policy override":isTargeted(report)?"Parti\
al plan, waiting for approval":"Waiting for approval",applied:report=>report.reasons.some(({code:code2})=>code2==="alrea\
dy-applied")?"Applied already":"Applied",discarded:()=>"Discarded",canceled:report=>isUnwatched(report)?stoppedWatching:
"Canceled",blocked:report=>isUnwatched(report)?"Blocked, but the apply may still begin":"Blocked",errored:report=>isUnwatched(
report)?stoppedWatching:failed(report),"timed-out":report=>isUnwatched(report)?"Timed out, the apply may still be runnin\
g":"Timed out",skipped:()=>"Skipped",listed:()=>"Listed",shown:({run})=>run===void 0?"No current run":capitalized(runIs(
run)),uploaded:()=>"Configuration uploaded"},stoppedWatching="Stopped watching, the apply may still be running";function isUnwatched({
applyState}){return applyState==="unwatched"}function runIs({status}){return`run is ${inlineCode(shorten(oneLine(status),
60))}`}function capitalized(text){return`${text.charAt(0).toUpperCase()}${text.slice(1)}`}function failed(report){let phase=failedPhase(
report);return phase===void 0?"Failed":`${capitalized(phase)} failed`}function failedPhase(report){let{refused:refused3,
withoutRun,outcome,run,plan:plan2,applyState}=report;return refused3!==void 0||withoutRun!==void 0||outcome!=="errored"||
isUnwatched(report)||run?.status!=="errored"?void 0:applyState==="partial"?"apply":plan2?.kind==="counts"||plan2?.kind===
"changes"&&!plan2.changes.errored||run.statusTimestamps["confirmed-at"]!==void 0?void 0:"plan"}var maxBlockers=3;function blockersOf({
mode,outcome,checks}){if(!(mode==="plan"&&(outcome==="planned"||outcome==="no-changes")||mode==="save-plan"&&outcome==="\
saved"))return"";let rules=(checks??[]).filter(({held})=>!held).map(({rule})=>inlineCode(shorten(oneLine(rule),60))),more=rules.
length-maxBlockers;return listing(more>0?[...rules.slice(0,maxBlockers),`${more} more`]:rules)}function renderCounts2(report){
let{plan:plan2,outcome}=report,done2=doneCounts(report),isTold=done2!==void 0||report.apply?.counts!==void 0;if(report.applyState===
"partial"&&isTold)return done2===void 0?"how much was done is not told":`${doneWords(done2)} before it ${report.run?.status===
"errored"?"failed":"was interrupted"}`;let isReplaced=plan2?.kind==="changes"&&plan2.changes.verbs.replace>0;return outcome===
"applied"&&done2!==void 0&&!isReplaced?doneWords(done2):plan2===void 0?"":verbCounts(plan2,report)}function verbCounts(plan2,report){
let isDone=report.outcome==="applied";if(plan2.kind==="counts"){let known3=countWords([[plan2.destructions??0,isDone?"de\
stroyed":"to destroy"],[plan2.changes??0,isDone?"changed":"to change"],[plan2.additions??0,isDone?"added":"to add"],[plan2.
imports??0,isDone?"imported":"to import"]]);return known3===""&&plan2.additions===void 0?"changes unknown":known3}let words4=verbWords(
tallyOf(plan2.changes),isDone);return words4===""?onlyOutputs(plan2.changes,report):words4}function tallyOf({verbs,counts,
moves,deferred}){return{verbs,imports:counts.import,moves,deferred,invocations:counts.actionInvocations}}function verbWords(tally2,isDone){
let{verbs,imports,moves,deferred,invocations}=tally2;return countWords([...verbOrder.filter(verb=>verb!=="no-op"&&verb!==
"open").map(verb=>[verbs[verb],isDone?verbsDone[verb]:verb==="unknown"?"of unknown action":`to ${verb}`]),[imports,isDone?
"imported":"to import"],[moves,"moved"],[deferred,"deferred"],[invocations,invocations===1?"action to invoke":"actions t\
o invoke"]])}function onlyOutputs(changes,report){let outputs=changes.outputs.length,drift=driftOf(report,changes).length,
outside=`${plural(drift,"resource")} changed outside Terraform`;return drift>0&&isRefreshOnly(report,changes)?outputs===
0?outside:`${outside}, ${plural(outputs,"output")} to change`:outputs>0?`only ${plural(outputs,"output")} to change`:""}var stopKinds=new Map([["not-reached","not-reached"],["set-not-allowed","not-confirmed"]]);function membersOf(reports){return reports.
map(report=>{let stopped=report.reasons.flatMap(({code:code2,message})=>{let kind=stopKinds.get(code2);return kind===void 0?
[]:[{kind,why:message}]});return{report,stopped:stopped[0]}})}function aloneIn(set){let[first,...others]=set.members;return others.
length+set.leftOut.length+set.gone.length+set.notes.length>0||first?.stopped!==void 0?void 0:first?.report}function memberState({
report,stopped}){return stopped!==void 0?stopped.kind==="not-reached"?"Not reached":"Not confirmed":report.outcome==="sh\
own"&&report.refused===void 0&&report.run!==void 0?`Run is ${report.run.status}`:headlineState(report)}var counted=new Map(
[["Plan","planned"],["Partial plan","planned in part"],["No changes","without changes"],["No changes to the targets","wi\
thout changes to the targets"],["Failed","failed"],["No current run","without a current run"],["Configuration uploaded",
"uploaded"],["Plan failed","failed to plan"],["Apply failed","failed to apply"]]);function setState(members2){let[first]=members2;
if(first===void 0)return"No run was made";let states2=new Map;for(let member of byWeight(members2)){let state=memberState(
member);states2.set(state,(states2.get(state)??0)+1)}let separator=[...states2.keys()].some(state=>state.includes(","))?
"; ":", ";return states2.size===1?memberState(first):[...states2].map(([state,count3])=>`${count3} ${counted.get(state)??
`${state.charAt(0).toLowerCase()}${state.slice(1)}`}`).join(separator)}var weights={failed:0,blocked:1,dangerous:2,stopped:3,
waiting:4,changing:5,unchanged:6},failures=new Set(["errored","timed-out","canceled"]);function weightOf({report,stopped}){
let{outcome,applyState,refused:refused3,checks,policies,tasks}=report;if(failures.has(outcome)||refused3!==void 0||applyState===
"partial"||applyState==="unwatched")return weights.failed;if(outcome==="blocked"&&stopped===void 0)return weights.blocked;
if(outcome==="no-changes"||outcome==="skipped")return stopped===void 0?weights.unchanged:weights.stopped;if(threatens(report))
return weights.dangerous;let isAgainst=stopped!==void 0||checks?.some(({held})=>!held)===!0||[...policies,...tasks].some(
({status,level})=>level!=="advisory"&&(status==="failed"||status==="errored"||status==="unknown"));return outcome==="hel\
d"||outcome==="saved"?weights.waiting:isAgainst?weights.stopped:weights.changing}function threatens({plan:plan2,run}){return run?.
isDestroy===!0?!0:plan2===void 0?!1:plan2.kind==="changes"?plan2.changes.resources.some(({verb})=>isDangerous(verb)):plan2.
destructions!==0}function byWeight(members2){return[...members2].sort((one,other)=>weightOf(one)-weightOf(other))}var live=new Set(
["planned","saved","held","blocked","shown","no-changes"]);function liveMembers(members2){return members2.filter(({report})=>live.
has(report.outcome)&&report.applyState==="none"&&report.run!==void 0)}function sumOf(members2){let verbs={destroy:0,replace:0,
forget:0,unknown:0,update:0,create:0,read:0,open:0,"no-op":0},sum3={imports:0,moves:0,deferred:0,invocations:0},unknown5=0;
for(let{report}of members2){let tally2=knownTally(report);if(tally2===void 0){unknown5++;continue}for(let verb of Object.
keys(verbs))verbs[verb]+=tally2.verbs[verb]??0;sum3.imports+=tally2.imports??0,sum3.moves+=tally2.moves??0,sum3.deferred+=
tally2.deferred??0,sum3.invocations+=tally2.invocations??0}return{tally:{verbs,...sum3},unknown:unknown5}}function knownTally({
plan:plan2}){if(plan2===void 0)return;if(plan2.kind==="changes")return tallyOf(plan2.changes);let{additions,changes,destructions,
imports}=plan2;if(!(additions===void 0||changes===void 0||destructions===void 0))return{verbs:{create:additions,update:changes,
destroy:destructions},imports:imports??0}}function sumAmounts(amounts){let sum3=0n;for(let amount of amounts){let[,sign,
whole="",part=""]=/^([+-]?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(amount)??[];if(sign===void 0)return;let units3=BigInt(`${whole}${part.
padEnd(10,"0")}`);sum3+=sign==="-"?-units3:units3}let digits=String(sum3<0n?-sum3:sum3).padStart(11,"0");return`${sum3<0n?
"-":""}${digits.slice(0,-10)}.${digits.slice(-10)}`}function isSameWorkspace(one,other){return one.organization===other.
organization&&one.name===other.name}function applySection(report,rendering){let{apply:apply2}=report,section={heading:`
#### ${report.applyState==="partial"?"What was done":"Apply"}
`,rank:0,omitted:()=>""};if(apply2===void 0)return{...section,items:[]};let line2=item(`
${appliedLine(report,apply2)}
`),{outputs}=apply2;return{...section,items:outputs.length===0?[line2]:[line2,outputsItem(outputs,rendering)]}}function outputsSection({
outputs},rendering){return{heading:`
#### Outputs, as they are now
`,name:"Outputs, as they are now",rank:1,omitted:()=>"",items:outputs===void 0?[]:outputs.length===0?[item(`
The workspace has none.
`)]:[outputsItem(outputs,rendering)]}}function outputsItem(outputs,{detail,limits}){let names2=outputs.slice(0,20).map(({
name:name3})=>code(name3));return{short:`
${plural(outputs.length,"output")}: ${names2.join(", ")}${outputs.length>20?" and more":""}
`,long:detail==="full"?()=>`
${details("Outputs",outputsFence(outputs,limits))}`:void 0}}function appliedLine(report,apply2){let done2=doneCounts(report),
{plan:plan2,applyState}=report,planned2=plannedCounts(plan2),what=done2===void 0?untold(apply2,planned2,applyState):applyState===
"partial"?`**Done:** ${doneWords(done2)}.${planned2===void 0?"":` **Not done:** ${leftLine(done2,planned2)}.`}`:planned2!==
void 0&&isAsPlanned(done2,planned2)?"As planned.":`Resources: ${doneWords(done2)||"nothing was done"}.${planned2===void 0?
"":` **That is not what was planned:** ${toDo(planned2)}.`}`,by=apply2.confirmedBy===void 0?"":` Confirmed by ${code(apply2.
confirmedBy)}.`,at=apply2.finishedAt===void 0?"":` Ended ${time(apply2.finishedAt)}.`;return`${what}${actionsLine(report,
apply2)}${by}${at}`}function plannedCounts(plan2){if(plan2?.kind==="changes")return plan2.changes.counts;if(plan2?.additions!==
void 0)return{add:plan2.additions,change:plan2.changes??0,destroy:plan2.destructions??0,import:plan2.imports??0}}function actionsLine({
plan:plan2,applyState},{invoked,failedActions:failures2=0}){let planned2=plan2?.kind==="changes"?plan2.changes.counts.actionInvocations:
void 0,failed2=failures2>0?` **${plural(failures2,"action")} failed.**`:"";return invoked===void 0||applyState!=="comple\
te"||invoked===(planned2??0)?`${(invoked??0)>0?` ${plural(invoked??0,"action")} invoked.`:""}${failed2}`:planned2===void 0?
` ${plural(invoked,"action")} invoked.${failed2}`:` ${plural(invoked,"action")} invoked. **That is not what was planned:\
** ${plural(planned2,"action")} to invoke.${failed2}`}function untold(apply2,planned2,applyState){let known3=planned2===
void 0?"":` Planned were ${toDo(planned2)}.`;return applyState==="partial"?`What was done is not told: Terraform sums up\
 only what ended well.${known3}`:`The apply is ${code(apply2.status)}; what it did is not told.${known3}`}function doneLine(done2){
let{imports:imported=0}=done2;return`${imported>0?`${imported} imported, `:""}${done2.additions} added, ${done2.changes}\
 changed, ${done2.destructions} destroyed`}function toDo(planned2){let words4=countWords([[planned2.destroy,"to destroy"],
[planned2.change,"to change"],[planned2.add,"to add"],[planned2.import,"to import"]]);return words4===""?"no resource":words4}
function leftLine(done2,planned2){let left=(before,now)=>Math.max(0,before-now);return toDo({import:left(planned2.import,
done2.imports??planned2.import),add:left(planned2.add,done2.additions),change:left(planned2.change,done2.changes),destroy:left(
planned2.destroy,done2.destructions)})}function isAsPlanned(done2,planned2){return done2.additions===planned2.add&&done2.
changes===planned2.change&&done2.destructions===planned2.destroy&&(done2.imports??planned2.import)===planned2.import}function outputsFence(outputs,limits){
let lines=[],length=0;for(let output of outputs){let value=output.sensitive?"(sensitive value)":shorten(safeJson2(output.
value),2e3),line2=`${visible(oneLine(output.name))} = ${value}`;if(length+=line2.length+1,length>limits.diffLength)break;
lines.push(line2)}let missing2=outputs.length-lines.length;return missing2>0&&lines.push(`# (${plural(missing2,"more out\
put")})`),fence(lines.join(`
`),"hcl")}function safeJson2(value){if(value===void 0)return"(not known)";try{return JSON.stringify(value)}catch{return"\
(cannot be shown)"}}function time(stamp){let at=new Date(stamp);return Number.isNaN(at.getTime())?code(stamp):`${at.toISOString().
slice(0,16).replace("T"," ")} UTC`}var maxKeys=6,maxKeyLength=60;function groupInstances(changes,alike){let bases=new Map;for(let change of changes)add(bases,
baseOf(change.address),change);let groups=new Map;for(let[base,members2]of bases){let isAlone=members2.length===1;for(let change of members2)
add(groups,isAlone?base:`${base}
${alike(change)}`,change)}return[...groups.values()].map(members2=>instancesOf(members2))}function add(groups,key,change){
let members2=groups.get(key);members2===void 0?groups.set(key,[change]):members2.push(change)}var keyPattern=/^(.*[^\]])\[(\d+|"(?:[^"\\]|\\.)*")\]$/s;
function baseOf(address){return keyPattern.exec(address)?.[1]??`=${address}`}function instancesOf(members2,most=maxKeys){
let[first]=members2,count3=members2.length,address=first?.address??"",base=count3===1?void 0:keyPattern.exec(address)?.[1];
if(base===void 0)return{address,count:count3,isCut:!1,members:members2};let keys=members2.map(each=>keyPattern.exec(each.
address)?.[2]??""),parts=partsOf(keys),more=parts.length-most,isCut=more>1,told3=isCut?`${parts.slice(0,most).join(", ")}\
 and ${grouped(more)} more`:parts.join(", ");return{address:`${base}[${told3}]`,count:count3,isCut,members:members2}}function partsOf(keys){
return keys.every(key=>/^\d+$/.test(key))?ranges(keys.map(Number).sort((a,b)=>a-b)):keys.map(key=>shorten(oneLine(key),maxKeyLength))}
function ranges(numbers){let runs2=[];for(let number of numbers){let last=runs2.at(-1);last!==void 0&&number<=last.to+1?
last.to=number:runs2.push({from:number,to:number})}return runs2.flatMap(({from,to})=>to-from>1?[`${from}\u2026${to}`]:from===
to?[String(from)]:[String(from),String(to)])}function shapeOf(diff){let shape="";for(let{marker,depth,text}of diff){let name3=nameIn(
text);shape+=`${marker}${depth} ${name3.length} ${name3}`}return shape}function nameIn(text){let end3=text.indexOf(" = ");
return end3<0?text:text.slice(0,end3)}var maxNamedAlike=20;function sharedDiff(members2,diffOf2){let[first,...others]=members2;
if(first===void 0)return[];let shown=diffOf2(first);if(others.length===0||shown.length===0)return shown;let parts=others.
map(change=>{let diff=diffOf2(change),isWhole3=diff.every(({text},at)=>text===shown[at]?.text);return{change,isWhole:isWhole3,
lines:differing(shown,diff)}}),alike=parts.filter(({lines})=>lines.length===0),isWhole2=alike.every(part=>part.isWhole),
names2=namesOf2(alike.map(({change})=>change));return[note(`${first.address}:`),...shown,...alike.length===0?[]:[note(`t\
he same${isWhole2?"":" change"}: ${names2}`)],...parts.filter(({lines})=>lines.length>0).flatMap(({change,lines})=>[note(
`${change.address} differs in:`),...lines])]}function note(text){return{marker:" ",depth:0,text:`# ${text}`}}function namesOf2(changes){
return changes.length<=maxNamedAlike?changes.map(({address})=>address).join(", "):instancesOf(changes,1/0).address}function differing(first,diff){
let frames=framesOf(diff),shown=new Set;for(let[index2,line2]of diff.entries())if(line2.text!==first[index2]?.text&&!(line2.
depth===0&&line2.marker===" ")){shown.add(index2);for(let frame=frames[index2];frame!==void 0&&!shown.has(frame.begin);frame=
frames[frame.begin])shown.add(frame.begin),frame.end!==void 0&&shown.add(frame.end)}return diff.filter((_,index2)=>shown.
has(index2))}function framesOf(diff){let open2=[];return diff.map(({depth},index2)=>{for(let frame of open2.splice(depth+
1))frame!==void 0&&(frame.end??=index2);let own=open2[depth];return own!==void 0&&(own.end=index2),open2[depth]={begin:index2,
end:void 0},depth===0?void 0:open2[depth-1]})}var maxWarned=10;function cautionBlock(report,detail){let{plan:plan2}=report,lines=[...destroyLine(report)];if(plan2?.kind===
"counts"){let{destructions}=plan2;destructions!==void 0&&destructions>0&&lines.push(`**${plural(destructions,"resource")}\
 ${tense(report,destructions)} destroyed**, replacements included.`)}let dangerous=plan2?.kind==="changes"?plan2.changes.
resources.filter(({verb})=>isDangerous(verb)):[];if(plan2?.kind==="changes"&&dangerous.length>0&&(lines.push(`**${dangers(
plan2.changes.verbs,report)}**`),detail!=="counts"&&lines.push("",...warned(dangerous))),lines.length===0)return"";let isLoss=plan2?.
kind!=="changes"||dangerous.length===0||plan2.changes.verbs.destroy+plan2.changes.verbs.replace>0;return alert(isLoss?"C\
AUTION":"WARNING",lines)}function destroyLine(report){let{plan:plan2,run}=report;if(run?.isDestroy!==!0)return[];if(plan2?.
kind!=="changes"||plan2.changes.errored)return[`**This is a destroy run: it is made to destroy ${run.targets.length>0?"w\
hat it targets":"all that the workspace manages"}.** Which resources these are is not known here.`];let{verbs}=plan2.changes;
return verbs.destroy===0?[]:[!isTargeted(report)&&verbs.forget+verbs.unknown===0?"**This run destroys everything that th\
e workspace manages.**":"**This is a destroy run.**"]}function warned(dangerous){let rows2=verbOrder.filter(isDangerous).
flatMap(verb=>groupInstances(dangerous.filter(change=>change.verb===verb),({deposed})=>deposed??"")),shown=rows2.slice(0,
maxWarned),left=rows2.slice(maxWarned).reduce((sum3,{count:count3})=>sum3+count3,0);return[...shown.map(({address,count:count3,
members:[first]})=>{let verb=first?.verb==="unknown"?"unknown action on":first?.verb,deposed=first?.deposed===void 0?"":
` (deposed object ${code(first.deposed)})`,number=count3===1?"":` (${grouped(count3)})`;return`- ${code(`${verb??""} ${address}`)}${number}${deposed}`}),
...left>0?[`- and ${grouped(left)} more, listed below`]:[]]}function tense(report,count3){let be=count3===1?"was":"were";
return report.outcome==="applied"?be:report.applyState!=="none"?`${be} to be`:report.outcome==="discarded"||report.outcome===
"canceled"||report.outcome==="errored"?"would have been":"will be"}function dangers(verbs,report){let will=(count3,verb)=>count3===
0?"":`${plural(count3,"resource")} ${tense(report,count3)} ${verb}`,known3=listing([will(verbs.destroy,"destroyed"),will(
verbs.replace,"replaced"),will(verbs.forget,"dropped from the state, but not destroyed")].filter(part=>part!=="")),unknown5=verbs.
unknown===0?"":`This version does not know what ${plural(verbs.unknown,"change")} would do.`;return[known3===""?"":`${known3}\
.`,unknown5].filter(part=>part!=="").join(" ")}var maxNamed3=30,name="Since the last plan";function sinceSection({since},detail){let section={heading:"",name,rank:-1,omitted:()=>""};
if(since===void 0||detail==="counts")return{...section,items:[]};if(since.kind!=="different")return{...section,items:[item(
`
${alikeLine(since)}
`)]};let told3=[[since.fresh.length,"new"],[since.changed.length,"changed"],[since.gone.length,"gone"],[since.same,"as b\
efore"]].filter(([count3])=>count3>0).map(([count3,word2])=>`${grouped(count3)} ${word2}`).join(", "),named=[...since.fresh.
map(address=>`- new: ${code(address)}
`),...since.changed.map(address=>`- changed: ${code(address)}
`),...since.gone.filter(address=>address!==void 0).map(address=>`- gone: ${code(address)}
`)],line2=`${name} (${planOf(since,codeHtml)}): ${told3}`;if(named.length===0)return{...section,items:[item(`
${line2}.
`)]};let more=named.length-maxNamed3;return{...section,...fold2(line2),omitted:count3=>`- \u2026 and ${grouped(count3)} \
more
`,items:[...named.slice(0,maxNamed3).map(item),...more>0?[item(`- \u2026 and ${grouped(more)} more
`)]:[]]}}function alikeLine(since){let plan2=`${name} (${planOf(since,code)})`;return since.kind==="unlisted"?`${plan2} \
it changed; that one had too many to tell which (${plural(since.count,"resource change")}).`:`${plan2}: ${since.count===
0?"no resource changes, as before":"the same resource changes"}.`}function planOf({sha,runId},render){return sha===""?render(
runId):`commit ${render(sha.slice(0,7))}`}var maxWarnings=5,maxFolded=100;function failureSections(report,rendering){let{failure:failure2}=report,errors=(failure2?.
diagnostics??[]).filter(isError),warnings=[...(failure2?.diagnostics??[]).filter(each=>!isError(each)),...report.warnings];
return{errors:{heading:`
#### Errors (${errors.length})
`,rank:-1,omitted:count3=>omittedLine(count3,rendering,"Errors"),items:errors.map(error=>diagnosticItem(error,rendering,
!0))},warnings:{heading:`
#### Warnings (${warnings.length})
`,rank:3,omitted:count3=>omittedLine(count3,rendering,"Warnings"),items:warningItems(warnings,rendering)},log:{heading:"",
name:"the log",rank:-1,omitted:()=>"",items:failure2?.logText===void 0||rendering.detail!=="full"?[]:[logItem(failure2.logText,
"The end of the log",rendering.limits,failure2.diagnostics.length===0)]}}}function isError({severity}){return severity===
"error"}function warningItems(warnings,rendering){if(warnings.length>0&&rendering.detail==="counts")return[item(`
${plural(warnings.length,"warning")} of Terraform
`)];let groups=similarOf(warnings),folded=groups.slice(maxWarnings).flat();return[...groups.slice(0,maxWarnings).map(group2=>warningItem(
group2,rendering)),...folded.length>0?[foldedWarnings(folded)]:[]]}function similarOf(warnings){let groups=new Map;for(let warning of warnings){
let key=JSON.stringify([warning.summary,warning.detail]),group2=groups.get(key);group2===void 0?groups.set(key,[warning]):
group2.push(warning)}return[...groups.values()]}function warningItem(group2,rendering){let[first]=group2;if(first===void 0)
return item("");if(group2.length===1)return diagnosticItem(first,rendering,!1);let title=`${sentence(first.summary)||"Wa\
rning"} (${grouped(group2.length)})`,count3=group2.length,short=`
**${title}**
`;if(rendering.detail!=="full")return{short,long:void 0,count:count3};let more=group2.length-maxFolded;return{short,long:()=>{
let places2=group2.slice(0,maxFolded).flatMap(each=>placesOf(each)||[]).map(place=>`- ${place}`),rest2=more>0?[`- \u2026 and ${grouped(
more)} more`]:[],body2=[prose2(first.detail,rendering.limits.logLength),[...places2,...rest2].join(`
`)].filter(part=>part!=="");return`
${details(title,body2.join(`
`))}`},count:count3}}function foldedWarnings(warnings){let title=plural(warnings.length,"more warning"),left=warnings.length-
maxFolded;return{short:`
${title}
`,long:()=>`
${details(title,[...warnings.slice(0,maxFolded).map(each=>`- ${titleOf(each)}`),...left>0?[`- \u2026 and ${grouped(left)}\
 more`]:[]].join(`
`))}`}}function placesOf({range,address}){return[range===void 0?"":`at ${code(`${range.filename}:${range.startLine}`)}`,
address===void 0?"":`in ${code(address)}`].filter(part=>part!=="").join(", ")}function titleOf(diagnostic){return`**${sentence(
diagnostic.summary)||(isError(diagnostic)?"Error":"Warning")}** ${placesOf(diagnostic)}`.trimEnd()}function diagnosticItem(diagnostic,rendering,isOpen3){
let{range,summary,snippet,detail}=diagnostic,title=rendering.detail==="counts"?`**${isError(diagnostic)?"Error":"Warning"}\
**`:titleOf(diagnostic),where=placesOf(diagnostic),short=`
${title}
`;if(rendering.detail!=="full")return{short,long:void 0};let body2=[snippet===void 0||snippet.trim()===""?"":fence(numbered(
snippet,range?.startLine),"hcl"),prose2(detail,rendering.limits.logLength)].filter(part=>part!=="");return body2.length===
0?{short,long:void 0}:{short,long:()=>isOpen3?`
${title}

${body2.join(`
`)}`:`
${details(sentence(summary)||"Warning",`${where===""?"":`${where}

`}${body2.join(`
`)}`)}`}}function prose2(text,length){let shown=shorten(visible(text).trim(),Math.min(length,8e3));return shown===""?"":
/^[ \t]|\t| {2}\S/m.test(shown)?fence(shown):shown.split(/\n{2,}/).map(paragraph=>`${plainText(paragraph)}
`).join(`
`)}function numbered(snippet,start){let lines=shorten(visible(snippet),2e3).replace(/\n+$/,"").split(`
`);if(start===void 0)return lines.join(`
`);let width=String(start+lines.length-1).length;return lines.map((line2,index2)=>`${String(start+index2).padStart(width)}\
: ${line2}`).join(`
`)}function logItem(text,title,limits,isOpen3){let shown=endOf(visible(text).replace(/^\n+/,"").trimEnd(),limits.logLength);
return{short:"",long:()=>shown===""?"":`
${details(escapeHtml(title),fence(shown),isOpen3)}`}}function endOf(text,length){if(text.length<=length)return text;let end3=text.
slice(text.length-length).replace(/^[\udc00-\udfff]/,""),line2=end3.indexOf(`
`);return`\u2026
${line2>=0&&line2<500?end3.slice(line2+1):end3}`}function footer(report){let{origin,workflowRun}=sourceWords(report);return`---
${small([...places(report),commitWords(report),...origin,...course(report),workflowRun,fate(report)])}`}function memberFooter(report){
return small([...places(report),commitWords(report),...course(report),fate(report)])}function setFooter(report,more){let{
origin,workflowRun}=report===void 0?{origin:[],workflowRun:""}:sourceWords(report),text=small([...origin,workflowRun,...more]);
return text===""?"":`---
${text}`}function small(parts){let told3=parts.filter(part=>part!=="");return told3.length===0?"":`<sub>${told3.join(" \xB7\
 ")}</sub>
`}function places({run,workspace}){return[run===void 0?"":link(`run ${code(run.id)}`,run.url),link(code(`${workspace.organization}\
/${workspace.name}`),workspace.url)]}function commitWords({run}){let{commit:commit2}=run??{};if(commit2===void 0)return"";
let{pullRequest:pull}=commit2;return`configuration ${renderCommit(commit2,{code,sha:text=>link(code(text),commit2.url??""),
pull:text=>`pull request ${link(code(text),pull?.url??"")} ${sentence(pull?.title??"")}`.trim()})}`}function commitInWords({
run}){let plain4=text=>shorten(oneLine(text),300),title=plain4(run?.commit?.pullRequest?.title??"");return run?.commit===
void 0?"":renderCommit(run.commit,{code:plain4,sha:plain4,pull:text=>`pull request ${text} ${title}`.trim()})}function renderCommit({
repository,sha,branch,pullRequest,author},as){let commit2=[repository,sha?.slice(0,7)].filter(Boolean).join("@");return[
`from version control${commit2===""?"":`: ${as.sha(commit2)}`}`,branch===void 0||branch===""?"":`branch ${as.code(branch)}`,
pullRequest===void 0?"":as.pull(`#${pullRequest.number}`),author===void 0||author===""?"":`by ${as.code(author)}`].filter(
part=>part!=="").join(", ")}function sourceWords({source}){return{origin:[source.sha===""?"":`commit ${code(source.sha.slice(
0,7))}`,source.actor===""?"":`by ${code(source.actor)}`],workflowRun:isLink(source.workflowRunUrl)?link("workflow run",source.
workflowRunUrl):""}}function course(report){return[version(report),timings(report.run?.statusTimestamps??{})]}function fate({
outcome,mode}){return outcome==="planned"&&mode==="plan"?"for review only: this run can never be applied":""}function version(report){
let known3=report.run?.terraformVersion??(report.plan?.kind==="changes"?report.plan.changes.terraformVersion:void 0);return known3===
void 0?"":`Terraform ${code(known3)}`}function timings(stamps){let at=(...names2)=>{for(let name3 of names2){let stamp=Date.
parse(stamps[name3]??"");if(!Number.isNaN(stamp))return stamp}};return[["queued",at("plan-queueable-at","plan-queued-at"),
at("planning-at")],["planned in",at("planning-at"),at("planned-at","planned-and-finished-at","planned-and-saved-at")],["\
approved after",at("planned-at"),at("confirmed-at")],["applied in",at("applying-at"),at("applied-at")]].flatMap(([name3,
from,to])=>from===void 0||to===void 0||to<from?[]:[`${name3} ${duration(to-from)}`]).join(", ")}var naming=new Set(["address-protected","override-refused"]);function reasonsOfRules({reasons:reasons2},detail){return reasons2.
filter(isOfRule).map(reason=>says2(reason,detail))}function says2({code:code2,message},detail){return detail==="counts"&&
naming.has(code2)?`${inlineCode(code2)}: see the log`:sentence(message)}function toldChecks({checks=[],reasons:reasons2},detail){
let open2=checks.filter(({held,rule})=>!held&&rule!=="approve"),told3=reasons2.filter(reason=>isOfRule(reason)&&!isApproval(
reason));if(open2.length!==told3.length)return;let approval2=reasons2.find(isApproval),approve=checks.find(({held,rule})=>!held&&
rule==="approve");return new Map([...open2.map((check,index2)=>{let reason=told3[index2];return[check,reason?`${says2(reason,
detail)}${inputOf(check,reason)}`:""]}),...approve&&approval2?[[approve,says2(approval2,detail)]]:[]])}function inputOf({
rule},{message}){return/^[a-z]+(?:-[a-z]+)+$/.test(rule)&&!message.includes(rule)?` (${inlineCode(rule)})`:""}function isApproval({
code:code2}){return code2==="approval-missing"||code2==="approval-refused"}function reasonSection(report,detail){let{outcome,
checks=[]}=report;return{heading:`
#### ${titles[outcome]??"Why"}

`,rank:-2,omitted:count3=>`- \u2026 and ${count3} more
`,items:checks.length===0||toldChecks(report,detail)!==void 0?[]:reasonsOfRules(report,detail).map(each=>item(`- ${each}\

`))}}function isOfRule({code:code2}){return code2!=="apply-unwatched"&&code2!=="already-applied"}var titles={blocked:"Wh\
y it is blocked",held:"What it waits for",discarded:"Why it was discarded"};function gateSections(report,detail){let checks=report.checks??[],told3=toldChecks(report,detail),open2=checks.filter(({
held,mark:mark2})=>!held||mark2==="unknown"),rest2=checks.filter(check=>!open2.includes(check)),ticked=rest2.filter(({mark:mark2})=>mark2===
void 0).length,what=`${grouped(ticked)} ${ticked===1?"rule holds":"rules hold"}${rest2.length>ticked?", and what is off":
""}`,section={rank:-2,omitted:count3=>`- \u2026 and ${grouped(count3)} more
`},lines=checks.length>0?open2.map(check=>{let why=told3?.get(check);return why===void 0?lineOf(check,detail):`- [ ] ${why}\

`}):reasonsOfRules(report,detail).map(each=>`- [ ] ${each}
`),heading=`
#### ${report.outcome==="skipped"?"Why":"Gate"}
`,{heading:summary,closing:closing2}=fold2(what);return[{...section,heading:`${heading}
`,items:lines.map(item)},{...section,heading:lines.length>0?summary:`${heading}${summary}`,closing:closing2,name:"Gate",
items:ticked+lines.length===0?[]:rest2.map(check=>item(lineOf(check,detail)))}]}var marks={off:"",unknown:"**not known:*\
* ",idle:"could not fail: "};function lineOf({rule,saw,held,mark:mark2},detail){let says3=sentence(detail==="counts"||saw===
""?rule:`${rule}: ${saw}`);return mark2!==void 0&&held?`- ${marks[mark2]}${says3}
`:`- [${held?"x":" "}] ${says3}
`}function tableSection(members2){let name3=namer(members2.map(({report})=>report.workspace)),rows2=byWeight(members2).map(
member=>({member,cells:cellsOf(member)})),columns=titles2.map((title,index2)=>({title,index:index2})).filter(({index:index2})=>rows2.
some(({cells})=>cells[index2]!=="")),told3=cells=>columns.map(({index:index2})=>cells[index2]===""?"\u2013":cells[index2]);
return{heading:`
${line(["Workspace","State",...columns.map(({title})=>title)])}${line([...columns,0,0].map(()=>"---"))}`,name:"Workspace\
s",rank:0,omitted:count3=>line([`\u2026 and ${grouped(count3)} more`,"",...columns.map(()=>"")]),items:rows2.map(({member,
cells})=>{let{run,workspace}=member.report,text=plainText(shorten(oneLine(name3(workspace)),100)),state=`**${plainText(shorten(
memberState(member),80))}**`;return{short:line([text,state,...told3(cells)]),long:()=>line([link(text,workspace.url),run===
void 0?state:link(state,run.url),...told3(cells)])}})}}var titles2=["Gate","Changes","Cost","Policies"];function cellsOf({
report}){let{run,refused:refused3,outcome,applyState,cost,policies,tasks}=report,counts=refused3===void 0?renderCounts2(
report):"",isRunless=runless.has(outcome)||report.withoutRun!==void 0&&outcome!=="skipped",isPlan=applyState==="none";return[
gateWord(report),counts===""&&run===void 0&&!isRunless?"no run was made":counts,isPlan?costWord(cost?.delta):"",isPlan?[
policyWord(policies),taskWord(tasks)].filter(word2=>word2!=="").join(", "):""]}var runless=new Set(["shown","uploaded"]),
maxRules=3;function gateWord({checks=[],outcome}){let open2=checks.filter(({held})=>!held).map(({rule})=>plainText(shorten(
oneLine(rule),60)));if(outcome==="held"&&open2.length===1&&open2[0]==="approve")return"";let more=open2.length-maxRules;
if(open2.length>0)return listing(more>0?[...open2.slice(0,maxRules),`${more} more`]:open2);let unknown5=checks.filter(({
mark:mark2})=>mark2==="unknown").length;return unknown5>0?`${unknown5} not known`:checks.some(({mark:mark2})=>mark2===void 0)?
"holds":""}function namer(workspaces2){let isOne=new Set(workspaces2.map(({organization})=>organization)).size<2;return({
organization,name:name3})=>isOne?name3:`${organization}/${name3}`}function line(cells){return`| ${cells.join(" | ")} |
`}function nextSection(report,isInSet=!1){return{heading:`
#### Next
`,rank:-2,omitted:()=>"",items:(isInSet&&isWaiting(report)?hintsOf(report):nextActions(report)).map(text=>item(`
${text}
`))}}function nextActions(report){return actions[report.outcome](report).filter(isNew)}function nextInWords(report){if(isWaiting(
report)){let id=idForWorkflow(report);return afterHints([report],isOvertaken(report)?`this run is discarded with mode: d\
iscard, run-id: ${id}.`:`run the workflow with mode: apply, run-id: ${id}, approve: true; with approve: false it discard\
s the run.`)}let actions2=nextActions(report).filter(text=>!text.startsWith("```")).map(withoutMarkdown);return actions2.
length===0?nothingLeft:actions2.join(" ")}function afterHints(waiting,how){let before=waiting.flatMap(hintsOf).filter(isNew).
map(withoutMarkdown),isBlocked=waiting.some(({outcome})=>outcome==="blocked");return waiting.every(isOvertaken)?before.push(
`${how[0]?.toUpperCase()??""}${how.slice(1)}`):isBlocked?before.push(`When the rules hold, ${how}`):before.push(before.length===
0?how:`Then ${how}`),before.join(" ")}function isOvertaken({reasons:reasons2}){return reasons2.some(({code:code2})=>code2===
"head-moved")}function nextOfSet(members2){let waiting=waitingIn(members2),ids=waiting.map(idForWorkflow),run=`run-id: ${ids.
join(", ")} (one a line)`,parts=ids.length===0?[]:[afterHints(waiting,waiting.every(isOvertaken)?`these runs are discard\
ed with mode: discard, ${run}.`:`run the workflow with mode: apply, ${run}, approve: true.`)],names2=new Map,name3=namer(
members2.map(({report})=>report.workspace));for(let{report}of members2){if(isWaiting(report))continue;let text=nextInWords(
report);text!==nothingLeft&&names2.set(text,[...names2.get(text)??[],name3(report.workspace)])}for(let[text,of]of names2)
parts.push(`${of.join(", ")}: ${text}`);return parts.length===0?nothingLeft:parts.join(" ")}function waitingIn(members2){
return members2.filter(({stopped})=>stopped?.kind!=="not-reached").map(({report})=>report).filter(isWaiting)}var nothingLeft="\
nothing is left to do.";function withoutMarkdown(text){return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g,"$1").replaceAll(
"`","")}function isWaiting({run,gate,outcome,applyState}){return run!==void 0&&gate!=="none"&&applyState==="none"&&(outcome===
"held"||outcome==="saved"||outcome==="blocked")}function idForWorkflow({run}){let id=oneLine(run?.id??"").replace(/[^\w-]/g,
"");return id===""?"RUN_ID":id}var nothing=()=>[],actions={held:afterHold,saved:report=>["The plan is saved and changes \
nothing until it is applied. To apply exactly this plan, run the workflow with:",approval(report)],blocked:afterBlock,errored:report=>afterEnd(
report,{unchanged:report.refused!==void 0?"Nothing was changed.":`Nothing was changed. Fix ${causeOf(report)} and run th\
e workflow again.`,partial:`The apply ended early: what it had done until then is done and in the state. Fix ${causeOf(report)}\
 and plan again.`}),canceled:report=>afterEnd(report,{unchanged:planAgain,partial:`The apply ${report.run?.status==="err\
ored"?"ended early":"was interrupted"}: what it had done until then is done and in the state. Plan again to see what is \
left.`}),"timed-out":report=>[report.applyState==="unwatched"?unwatched2(whereOf(report)):report.run?.isOver===!0&&report.
applyState==="none"?report.plan===void 0?"Nothing was changed. What it waited for stands above: see to that first, then \
run the workflow again.":planAgain:`This step stopped waiting; the run may still go on. Look at it in ${whereOf(report)}\
 before you start another.`],discarded:()=>[planAgain],applied:report=>isIncomplete(report)?["The plan was not complete:\
 Terraform put something off or was targeted. Plan again for the rest."]:[],planned:nothing,"no-changes":nothing,listed:nothing,
shown:nothing,uploaded:nothing,skipped:nothing};function afterHold(report){let where=whereOf(report);return report.gate===
"policy-override"?[`A policy did not pass and nobody has overridden it. Somebody who may override policies does that in ${where}\
; then run the workflow with:`,approval(report)]:[...hintsOf(report),"The run waits for approval and changes nothing unt\
il then. To apply exactly this plan, run the workflow with:",approval(report),`With ${inlineCode("approve: false")} the \
workflow discards it. Both can be done in ${where} as well.`]}function afterBlock(report){let where=whereOf(report),hints2=hintsOf(
report);return report.applyState==="unwatched"?[...hints2,unwatched2(where)]:report.gate==="none"?[...hints2,"When the r\
ules hold, run the workflow again for a new run."]:isOvertaken(report)?[...hints2,`The run still waits. Discard it in ${where}\
, or run the workflow with:`,decision(report,"mode: discard")]:[...hints2,`The run still waits, nothing is lost. When th\
e rules hold, run the workflow with this, or discard the run in ${where}:`,approval(report)]}function afterEnd(report,says3){
switch(report.applyState){case"none":return report.left!==void 0?[plainText(report.left)]:[report.gate==="none"?says3.unchanged:
stillWaits(whereOf(report))];case"unwatched":return[unwatched2(whereOf(report))];case"partial":return[says3.partial];case"\
complete":return["The run is applied: what it planned is done."]}}var planAgain="Nothing was changed. Run the workflow a\
gain for a new plan.";function whereOf({run}){return run===void 0?"HCP Terraform":link("HCP Terraform",run.url)}function causeOf({
failure:failure2}){return failure2===void 0||failure2.diagnostics.length===0?"the cause":"what Terraform reports above"}
function stillWaits(where){return`No resource was changed: when this step looked last, the run waited for a decision, by\
 a workflow or in ${where}.`}function unwatched2(where){return`The apply may still be running, or begin: this step only \
stopped watching it. See in ${where} how it ends before you start another run.`}function hintsOf({reasons:reasons2}){return reasons2.
map(({code:code2})=>hints[code2]??"").filter(isNew)}var hints={"actor-not-allowed":`Have the workflow started by somebod\
y who is among ${inlineCode("allowed-actors")}.`,"address-protected":`If the loss is wanted, take the address out of ${inlineCode(
"protected-addresses")} for this run; if not, look for a renamed or removed resource (a ${inlineCode("moved")} block kee\
ps the object).`,"changes-requested":"Settle the changes that were asked for: whoever asked approves, or the review is d\
ismissed.","cost-exceeded":`If the cost is wanted, raise ${inlineCode("max-monthly-cost-increase")} for this run.`,"head\
-moved":"Run the workflow again to plan what is there now, and review that plan.","label-not-trusted":"Have the label ta\
ken off and added again by somebody with write permission.","labels-missing":"Have the missing labels added by somebody \
with write permission.","plan-digest-differs":`Review this plan, then pass its own digest, the output ${inlineCode("plan\
-digest")}.`,"configuration-differs":`Review the files of this run, then pass its own digest, the output ${inlineCode("c\
onfiguration-digest")}. A branch and its merge are not the same files where the base branch moved.`,"review-not-approved":"\
Have the pull request approved as the rules of its base branch ask for.","reviews-missing":"Have the pull request approv\
ed by people with write permission, other than its author.","destroys-exceeded":`If the destroys are wanted, raise ${inlineCode(
"max-destroy")} for this run; if not, look for a renamed or removed resource (a ${inlineCode("moved")} block keeps the o\
bject).`,"replaces-exceeded":`If the replacements are wanted, raise ${inlineCode("max-replace")} for this run; the lines\
 marked ${inlineCode("# forces replacement")} say what causes them.`,"changes-exceeded":`If all the changes are wanted, \
raise ${inlineCode("max-change")} for this run, or split the change.`,"not-confirmable":"Every rule holds: what is in th\
e way is at HCP Terraform. Look there at what the run and its workspace wait for.","permission-missing":`Whatever applie\
s needs the token of a team that may apply runs of this workspace (${inlineCode("write")}, or the custom permission ${inlineCode(
"apply")}). It can be the secret of an environment, which the job that plans does not see.`,"plan-unknown":"What the pla\
n does could not be read, and what is unknown is never applied.","run-differs":"The run is not the one that was reviewed\
. Review the new plan, then approve that one.","policy-failed":"A policy or a mandatory run task did not pass. Change wh\
at it objects to; a policy that is overridable can be overridden by somebody who may.","approval-missing":""};function approval(report){
return decision(report,"mode: apply","approve: true")}function decision(report,mode,...more){let id=`run-id: ${idForWorkflow(
report)}`;return["```yaml",mode,id,...more,"```"].join(`
`)}function isIncomplete(report){let{plan:plan2}=report;return isTargeted(report)||plan2?.kind==="changes"&&(plan2.changes.
complete===!1||plan2.changes.deferred>0)}function isNew(text,index2,all){return text!==""&&all.indexOf(text)===index2}function otherSections(changes,rendering){return[actionSection(changes,rendering),outputSection(changes,rendering),deferredSection(
changes,rendering)]}function actionSection(changes,rendering){return{heading:`
#### Actions to invoke (${changes.actionInvocations.length})
`,rank:1,omitted:count3=>omittedLine(count3,rendering,"Actions to invoke"),items:changes.actionInvocations.map(invocation=>{
let lineIn=render=>`${render(invocation.address)}${triggerOf(invocation,render)}${laterOf(invocation,render)}`;return foldable(
`
${lineIn(code)}
`,lineIn(codeHtml),()=>invocation.diff,rendering)})}}function laterOf({deferred},render){if(deferred===void 0)return"";let why=deferredReasonOf(
deferred.reason,render);return` (deferred to a later plan${why===""?"":`: ${why}`})`}function triggerOf({triggeringAddress,
event,callingAddress,onFailure},render){let by=triggeringAddress!==void 0?`: ${render(event??"triggered")} of ${render(triggeringAddress)}`:
callingAddress===void 0?"":`: called by ${render(callingAddress)}`;return onFailure===void 0?by:`${by} (on failure: ${render(
onFailure)})`}function outputSection(changes,rendering){let{outputs}=changes,heading=`
#### Outputs (${outputs.length})
`,omitted=count3=>omittedLine(count3,rendering,"Outputs");return rendering.detail==="full"&&outputs.length>0?{heading,rank:1,
omitted,items:outputItems(outputs,rendering)}:{heading,rank:1,omitted,items:outputs.map(output=>({short:`- ${code(output.
name)}: ${output.verb}
`,long:void 0}))}}var outputsAtOnce=50,fewLines=20,manyLines=60;function outputItems(outputs,{limits}){let items=[];for(let at=0;at<
outputs.length;at+=outputsAtOnce)items.push(outputItem(outputs.slice(at,at+outputsAtOnce),limits));return items}function outputItem(outputs,limits){
let names2=`
${outputs.map(({name:name3})=>code(name3)).join(", ")}
`,diffs,render=room=>{diffs??=outputs.map(({diff})=>diff);let{lines,isCut:isCut2}=outputLines(outputs,diffs,room),fence2=diffFence(
lines,room);if((outputs.length===1||lines.length<=fewLines)&&outputs.length<=10)return{text:`
${fence2}`,isCut:isCut2};let title=`${plural(outputs.length,"output")} change`,body2=outputs.length>10||lines.length>manyLines?
details(title,fence2):fence2;return{text:`${names2}
${body2}`,isCut:isCut2}},isCut=!1;return{short:names2,long:()=>{let drawn2=render(limits);return isCut=drawn2.isCut,drawn2.
text},whole:room=>{let more=room-names2.length-frameLength;return isCut&&more>limits.diffLength?render({diffLines:1/0,diffLength:more}).
text:void 0}}}function outputLines(outputs,diffs,limits){let sizes=diffs.map(diff=>({lines:diff.length,length:lengthOf(diff)})),
mostLines=shareOf(sizes.map(({lines:lines2})=>lines2),limits.diffLines),mostLength=shareOf(sizes.map(({length})=>length),
limits.diffLength),isCut=!1;return{lines:diffs.flatMap((diff,index2)=>{let kept=fitting(diff,mostLines,mostLength);if(kept===
diff.length)return diff;isCut=!0;let text=`# (${plural(diff.length-kept,"more line")} of ${outputs[index2]?.name??""}, n\
ot shown here)`;return[...diff.slice(0,kept),{marker:" ",depth:0,text}]}),isCut}}function shareOf(needs2,room){let left=room,
share2=1/0;for(let[index2,need]of[...needs2].sort((a,b)=>a-b).entries())share2=Math.floor(left/(needs2.length-index2)),left-=
Math.min(share2,need);return needs2.every(need=>need<=share2)?1/0:share2}function fitting(diff,lines,length){if(diff.length<=
lines&&lengthOf(diff)<=length)return diff.length;let kept=0;for(let used=0;kept<Math.min(lines-1,diff.length)&&(used+=lengthOf(
diff.slice(kept,kept+1)),!(used>length));kept++);return Math.min(diff.length,Math.max(1,kept))}function lengthOf(diff){return diff.
reduce((sum3,{text,depth})=>sum3+text.length+depth*2+3,0)}function checkSection2(checks,rendering){let failed2=checks.filter(
({status})=>status==="fail"||status==="error"),passed=checks.filter(({status})=>status==="pass").length,open2=checks.length-
failed2.length-passed,rest2=[passed>0?`${passed} passed`:"",open2>0?`${open2} known after apply`:""].filter(part=>part!==
""),items=failed2.map(check=>{let problems=check.problems.map(problem3=>sentence(problem3)).join("; "),says3=rendering.detail===
"full"&&problems!==""?`: ${problems}`:"";return{short:`- **${check.status==="fail"?"failed":"error"}** ${code(check.address)}${says3}\

`,long:void 0}});return rest2.length>0&&items.push({short:`- ${rest2.join(", ")}
`,long:void 0}),{heading:`
#### Checks${failed2.length>0?` (${failed2.length} failed)`:""}

`,rank:failed2.length>0?0:1,omitted:count3=>omittedLine(count3,rendering,"Checks"),items}}function deferredSection(changes,rendering){
return{heading:`
#### Deferred to a later plan (${changes.deferredChanges.length})
`,rank:2,omitted:count3=>omittedLine(count3,rendering,"Deferred"),items:changes.deferredChanges.map(change=>{let what=`${symbolOf(
change)} ${change.address}`,tail=render=>{let why=deferredReasonOf(change.reason,render);return why===""?"":`: ${why}`};
return foldable(`
${code(what)}${tail(code)}
`,`${codeHtml(what)}${tail(codeHtml)}`,()=>change.diff,rendering)})}}var maxRows=100,maxCompared=2e3;function resourceSections(changes,rendering){return verbOrder.flatMap(verb=>{let found=changes.
resources.filter(change=>change.verb===verb);if(found.length===0)return[];let title=`${verbTitles[verb]} (${grouped(found.
length)})`,name3=verbTitles[verb].split(":")[0]??"",rows2=rowsOf(found,rendering),isTallied=!isDangerous(verb)&&rows2.length>
maxRows&&rendering.detail==="full",items=byModule(rows2,rendering,isTallied);return[{heading:`
#### ${title}
`,name:name3,items:isTallied?[tallyItem(found),...items]:items,rank:isDangerous(verb)?0:2,omitted:count3=>omittedLine(count3,
rendering,name3)}]})}function rowsOf(changes,{detail}){return detail==="full"&&changes.length>maxCompared?changes.map(change=>instancesOf(
[change])):groupInstances(changes,change=>{let facts=factParts(change,text=>text),shape=detail==="full"?shapeOf(diffOf(change)):
"";return`${facts.length} ${facts}${change.isDrawn}${shape}`}).flatMap(row=>{let[first]=row.members;return(detail==="ful\
l"&&first&&diffOf(first).length>0)===!0||!row.isCut?[row]:row.members.map(change=>instancesOf([change]))})}function tallyItem(changes){
let counts=new Map;for(let{type,moduleAddress=""}of changes){let module=moduleAddress.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g,
""),key=`${type.length} ${type}${module}`,known3=counts.get(key);known3===void 0?counts.set(key,{what:[type,module],count:1}):
known3.count++}let lines=[...counts.values()].sort((a,b)=>b.count-a.count).map(({what:[type="",module=""],count:count3})=>{
let where=module===""?"":` in ${code(module)}`;return`- ${grouped(count3)} ${code(type)}${where}`}),more=lines.length-maxRows,
shown=[...lines.slice(0,maxRows),...more>0?[`- and ${grouped(more)} more`]:[]];return{...item(`
${details("By type and module",shown.join(`
`))}`),count:0}}function byModule(rows2,rendering,isTallied){let modules=new Map;for(let row of rows2){let name3=row.members[0]?.
moduleAddress??"",members2=modules.get(name3);members2===void 0?modules.set(name3,[row]):members2.push(row)}let hasTitles=rows2.
length>3&&modules.size>1;return[...modules].sort(([a],[b])=>a===""?-1:b===""?1:compare(a,b)).flatMap(([name3,members2])=>{
let count3=members2.reduce((sum3,each)=>sum3+each.count,0),title=hasTitles&&name3!==""?`
${code(name3)} (${grouped(count3)})
`:"";return members2.map((row,index2)=>({...rowItem(row,index2===0?title:"",rendering,isTallied),count:row.count}))})}function compare(a,b){
return a<b?-1:a>b?1:0}function rowItem(row,title,rendering,isTallied){let[change]=row.members;if(change===void 0)return item(
"");let number=row.count===1?"":` (${grouped(row.count)})`,name3=`${symbolOf(change)} ${row.address}`,lineIn=renderCode=>{
let facts=factParts(change,renderCode);return`${renderCode(name3)}${number}${facts===""?"":`: ${facts}`}`},line2=()=>`${title}\

${lineIn(code)}
`;return rendering.detail!=="full"?item(line2()):{short:isTallied?void 0:line2(),...drawn(line2,fence2=>`${title}
${details(lineIn(codeHtml),fence2)}`,()=>sharedDiff(row.members,diffOf),rendering)}}function diffOf({verb,diff}){return verb===
"create"?foldUnknown(diff):diff}function foldUnknown(diff){let nameOf7=({marker,depth,text})=>marker==="+"&&depth===0?/^("[^"]*"|[^\s"]+) *= \(known after apply\)$/.
exec(text)?.[1]:void 0,names2=diff.flatMap(line2=>nameOf7(line2)??[]);return names2.length<2?diff:[...diff.filter(line2=>nameOf7(
line2)===void 0),{marker:"+",depth:0,text:`# (${grouped(names2.length)} known after apply: ${names2.join(", ")})`}]}function factParts(change,renderCode){
let facts=[],reason=reasonOf(change,renderCode);if(change.verb==="replace"&&change.replacePaths.length>0){let paths=[...new Set(
change.replacePaths)],shown=paths.slice(0,3).map(renderCode);paths.length>3&&shown.push(`${paths.length-3} more`),facts.
push(`${listing(shown)} ${paths.length===1?"forces":"force"} replacement`)}return reason!==""&&facts.push(reason),change.
verb==="replace"&&change.actions.includes("forget")?facts.push("the old object is kept, but no longer managed"):change.verb===
"replace"&&change.actions[0]==="create"&&facts.push("created before the old one is destroyed"),change.verb==="unknown"&&
facts.push(`actions ${renderCode(change.actions.join(", ")||"none")}`),change.deposed!==void 0&&facts.push(`deposed obje\
ct ${renderCode(change.deposed)}`),change.previousAddress!==void 0&&facts.push(`moved from ${renderCode(change.previousAddress)}`),
change.importing!==void 0&&(facts.push(...importFacts(change.importing,renderCode)),change.verb==="replace"&&facts.push(
"this will destroy the imported resource")),facts.join("; ")}function importFacts({id,identity,isUnknown,isGenerated},renderCode){
let what=id!==void 0?`imported as ${renderCode(id)}`:identity!==void 0?`imported by its identity ${renderCode(identity)}`:
isUnknown===!0?"imported by an id that is known after apply":"imported";return isGenerated?[what,"its configuration will\
 be generated"]:[what]}function contradictionsOf(report){return[countedOtherwise(report.plan),doneOtherwise(report)].filter(sentence2=>sentence2!==
void 0)}function countedOtherwise(plan2){if(plan2?.kind!=="changes"||plan2.counted===void 0)return;let{counted:counted2,
changes}=plan2,{counts,errored}=changes;if(errored||isAdded(counted2.additions,changes)&&counted2.changes===counts.change&&
counted2.destructions===counts.destroy&&(counted2.imports??counts.import)===counts.import)return;let{imports=0}=counted2;
return`HCP Terraform counts otherwise: ${imports>0?`${imports} to import, `:""}${counted2.additions} to add, ${counted2.
changes} to change, ${counted2.destructions} to destroy. What is told here is what stands in the plan.`}function isAdded(additions,{
counts:{add:add2},resources}){let keeping=resources.filter(({verb,actions:actions2})=>verb==="replace"&&actions2.includes(
"forget")).length;return additions===add2||additions===add2-keeping}function doneOtherwise(report){let done2=doneCounts(
report),{plan:plan2,apply:apply2,applyState}=report;if(applyState!=="complete"||plan2?.kind!=="changes")return;let{counts}=plan2.
changes,parts=[done2===void 0?void 0:differing2(done2,plan2.changes),actionsOtherwise(apply2,counts.actionInvocations)].
filter(part=>part!==void 0);return parts.length===0?void 0:`What was applied is not what was planned: ${parts.join("; ")}\
.`}function differing2({additions,changes:changed,destructions,imports},changes){let planned2=changes.counts,parts=[["ad\
ded",isAdded(additions,changes)?planned2.add:additions,planned2.add],["changed",changed,planned2.change],["destroyed",destructions,
planned2.destroy],["imported",imports??planned2.import,planned2.import]].filter(([,now,before])=>now!==before).map(([what,
now,before])=>`${now} ${what} instead of ${before}`);return parts.length===0?void 0:parts.join(", ")}function actionsOtherwise(apply2,planned2){
let{invoked,failedActions=0}=apply2??{},failed2=failedActions>0?`${plural(failedActions,"action")} failed`:void 0;return[
invoked===void 0||invoked===planned2?void 0:`${plural(invoked,"action")} invoked instead of ${planned2}`,failed2].filter(
part=>part!==void 0).join(", ")||void 0}function standing(report,detail){let{plan:plan2,failure:failure2}=report,lines=[...[...[failure2===void 0||isToldBelow(failure2,
report,detail)?"":failure2.headline,...report.reasons.filter(({code:code2})=>code2==="already-applied").map(({message})=>message)].
map(sentence),...report.notes.map(noteOf(report))].filter(text=>text!=="").map(text=>`**${text}**`),...renderScope(report,
detail),...plan2===void 0?[]:plan2.kind==="counts"?[withoutDetails(plan2)]:caveats(plan2,report),...report.run?.refreshOnly===
!0?["_A refresh-only run: it only writes to the state what was changed outside Terraform._"]:[]];return lines.length===0?
"":`${lines.join(`

`)}
`}function noteOf({workspace:{url}}){return note2=>sentence(note2).replaceAll(/\brun-[A-Za-z0-9]{8,}\b/g,id=>link(id,`${url}\
/runs/${id}`))}function isToldBelow({isFirstError},report,detail){return detail!=="counts"&&isFirstError===!0&&failedPhase(
report)!==void 0}function withoutDetails(plan2){return`_No details: ${sentence(plan2.why)}${plan2.additions===void 0?"":
" The numbers are HCP Terraform\u2019s own, where a replacement is one to add and one to destroy."}_`}function caveats(plan2,report){
let{changes}=plan2,lines=[];changes.errored?lines.push(isNothingListed(changes)?"_Planning failed before any change was \
planned._":"_Planning failed half-way: the list below is partial._"):changes.complete===!1&&(!isTargeted(report)||changes.
deferred>0)&&lines.push("_The plan is not complete (something is deferred or it is targeted): another plan will be neede\
d after this one._");let undrawn=changes.resources.filter(change=>!change.isDrawn);undrawn.length>0&&lines.push(`_The pl\
an is large: the values of ${plural(undrawn.length,"resource")} were not kept while it was read, so only the action is t\
old._`),changes.hasUnknownParts&&lines.push("_The plan has parts that this version does not know: they may be effects th\
at are not shown here._");let contradiction=countedOtherwise(plan2);return contradiction!==void 0&&lines.push(`**${contradiction.
replace(":",":**")}`),lines}function isNothingListed(changes){return changes.resources.length+changes.outputs.length+changes.
actionInvocations.length+changes.deferredChanges.length===0}function terraformSection(report){let{plan:plan2}=report,changes=plan2?.
kind==="changes"?plan2.changes:void 0,isSaid=changes!==void 0&&changes.resources.length+changes.actionInvocations.length>
0,done2=doneCounts(report),lines=isSaid?[terraformLine(changes),...done2===void 0?[]:[`Resources: ${doneLine(done2)}.`],
...changes.resources.some(isCountedTwice)?["A replacement is counted twice there, as one to add and one to destroy."]:[]]:
[];return{heading:"",name:"Terraform\u2019s own count",rank:1,omitted:()=>"",items:isSaid?[item(`
${details("Terraform\u2019s own count",lines.join(`

`))}`)]:[]}}function isCountedTwice({verb,actions:actions2}){return verb==="replace"&&actions2.includes("delete")}function terraformLine(changes){
let{counts}=changes,imports=counts.import>0?`${counts.import} to import, `:"",actions2=counts.actionInvocations>0?` Acti\
ons: ${counts.actionInvocations} to invoke.`:"";return`Plan: ${imports}${counts.add} to add, ${counts.change} to change,\
 ${counts.destroy} to destroy.${actions2}`}function renderPage(report,options){let{budget,measure,opening:opening5,detail}=options,elsewhere2=elsewhereOf(report),rendering={
...options,elsewhere:elsewhere2},isInSet=options.isInSet===!0,head=isInSet?"":`### ${headline(report)}
`,caution=cautionBlock(report,detail),before=[head,leadsWithErrors(report)?"":caution,standing(report,detail)].filter(part=>part!==
"").join(`
`),after2=isInSet?"":`
${footer(report)}`,fixed=measure(opening5)+measure(before)+measure(after2),reserve=measure(cutNote(longestCuts,elsewhere2));
if(fixed+reserve>budget)return[`${opening5}${head}${nothingMore(elsewhere2)}`,`${opening5}${head}`].find(text2=>measure(
text2)<=budget)??opening5;let{text,cuts}=assemble(sectionsOf(report,caution,rendering),budget-fixed-reserve,measure);return`${opening5}${before}${text}${cutNote(
cuts,elsewhere2)}${after2}`}function nothingMore(elsewhere2){return`
_All else is not shown for want of room: see ${elsewhere2}._
`}function elsewhereOf({run}){return run===void 0?"the log":link("the run",run.url)}function leadsWithErrors({failure:failure2}){
return failure2?.diagnostics.some(({severity})=>severity==="error")===!0}function sectionsOf(report,caution,rendering){let{
detail,isInSet=!1}=rendering,isTold=detail!=="counts",{errors,warnings,log}=failureSections(report,rendering),applied=isTold?
[applySection(report,rendering),outputsSection(report,rendering)]:[],decided=[reasonSection(report,detail),...gateSections(
report,detail),nextSection(report,isInSet)];return[...leadsWithErrors(report)?[errors,log,...applied,cautionSection(caution),
...decided]:[...decided,errors,log,...applied],sinceSection(report,detail),costSection(report.cost),policySection(report.
policies,detail),taskSection(report.tasks,detail),warnings,...isTold?planSections(report,rendering):[],terraformSection(
report)]}function cautionSection(caution){return{heading:"",name:"the warning",rank:-2,omitted:()=>"",items:caution===""?
[]:[item(`
${caution}`)]}}var maxNamed4=4,longestCuts=Array.from({length:20},()=>({name:"Terraform\u2019s own count",count:999999999}));
function cutNote(cuts,elsewhere2){if(cuts.length===0)return"";let more=cuts.length-maxNamed4,parts=cuts.slice(0,maxNamed4).
map(({name:name3,count:count3})=>`${grouped(count3)} under \u201C${name3}\u201D`);return more>0&&parts.push(`and ${plural(
more,"more section")}`),`
_Details not shown for want of room: ${parts.join(", ")}. See ${elsewhere2}._
`}function planSections(report,rendering){let{plan:plan2}=report;if(plan2===void 0)return[];if(plan2.kind==="changes"){let checks=checkSection2(
plan2.changes.checks,rendering);return[...checks.rank===0?[checks]:[],...resourceSections(plan2.changes,rendering),...otherSections(
report.apply!==void 0&&report.apply.outputs.length>0?{...plan2.changes,outputs:[]}:plan2.changes,rendering),driftSection(
report,plan2.changes,rendering),...checks.rank===0?[]:[checks]]}let log=plan2.logText===void 0||rendering.detail!=="full"?
[]:[logItem(plan2.logText,"The plan as Terraform printed it",rendering.limits,!0)];return[{heading:"",name:"the log",rank:2,
omitted:()=>"",items:log}]}function createSeal(secret,about){let key=createHmac("sha256",secret).update("gated-terraform-run: hidden lines of a com\
ment, 1").digest(),hashOf=line2=>createHmac("sha256",key).update(JSON.stringify([...about,line2].map(text=>text.toWellFormed()))).
digest("hex").slice(0,32);return{close:line2=>`${line2} seal=${hashOf(line2)} -->`,open:text=>{let[,line2,hash4]=/^(<!-- [^\r\n]*) seal=([0-9a-f]{32}) -->\r?$/.
exec(text)??[];if(!(line2===void 0||hash4===void 0))return timingSafeEqual(Buffer.from(hash4),Buffer.from(hashOf(line2)))?
line2:void 0}}}function hiddenLines(body2){return body2.split(`
`,4)}var opening2="<!-- gated-terraform-run-step: version=1";function stampOf(report,teller,author){return{...teller,author,runId:report.
run?.id??"",state:headlineState(report)}}function renderStamp(stamp,seal){let{author}=stamp;return seal.close([opening2,
`head=${encode2(stamp.head)}`,`workflow-run=${encode2(stamp.workflowRun)}`,`attempt=${stamp.attempt}`,`begun=${stamp.begunAt}`,
`author=${author.id??""}.${encode2(author.login)}`,`run=${encode2(stamp.runId)}`,`state=${encode2(stamp.state)}`,...stamp.
step?[`step=${hash2(stamp.step)}`]:[]].join(" "))}function readStamp(body2,seal){for(let text of hiddenLines(body2)){let line2=text.
startsWith(opening2)?seal.open(text):void 0;if(line2!==void 0)return parseStamp(line2)}}function claimedStamp(body2){let line2=hiddenLines(
body2).find(text=>text.startsWith(opening2));return line2===void 0?void 0:parseStamp(line2)}function parseStamp(line2){let[
,head,workflowRun,attempt5,begun3,id,login,runId,state]=/ head=(\S*) workflow-run=(\S*) attempt=(\d{1,9}) begun=(\d{1,15}) author=(\d{0,15})\.(\S*) run=(\S*) state=(\S*)/.
exec(line2)??[];if(head!==void 0)try{return{head:decodeURIComponent(head),workflowRun:decodeURIComponent(workflowRun??""),
attempt:Number(attempt5),begunAt:Number(begun3),author:{id:id===void 0||id===""?void 0:Number(id),login:decodeURIComponent(
login??"")},runId:decodeURIComponent(runId??""),state:decodeURIComponent(state??""),step:/ step=([0-9a-f]{16})(?= |$)/.exec(
line2)?.[1]}}catch{return}}function isOlder(teller,told3,head){if(teller.head!==""&&told3.head!==""&&teller.head!==told3.
head&&head!==void 0){if(head===told3.head)return!0;if(head===teller.head)return!1}return teller.workflowRun===told3.workflowRun?
teller.attempt<told3.attempt:isNumberedEarlier(teller.workflowRun,told3.workflowRun)&&teller.begunAt<told3.begunAt+togetherMilliseconds}
var togetherMilliseconds=2e3;function isNumberedEarlier(id,other){return/^\d+$/.test(id)&&/^\d+$/.test(other)?BigInt(id)<
BigInt(other):!1}function isOfStep({step},place){return place!==void 0&&step===hash2(place)}function hash2(text){return createHash(
"sha256").update(text).digest("hex").slice(0,16)}function encode2(text){return encodeURIComponent(text.toWellFormed()).replaceAll(
"-","%2D")}var maxListLength=1e4;function traceOf(report,detail){let{plan:plan2,run,source}=report;if(detail==="counts"||run===void 0||
plan2?.kind!=="changes"||plan2.changes.errored)return;let{resources}=plan2.changes,traced=resources.map(change=>({key:hash3(
change.address,8),address:change.address,fingerprint:detail==="full"?change.fingerprint:hash3(change.actions.join(),8)}));
return{runId:run.id,sha:source.sha,basis:detail==="full"?"values":"actions",digest:hash3(traced.map(({key,fingerprint})=>`${key}${fingerprint}`).
sort().join(),16),count:traced.length,resources:traced}}var opening3="<!-- gated-terraform-run-plan: version=2";function renderTrace(trace,seal,listLength=maxListLength){
let{resources}=trace,list2=[resources?.map(({key,address,fingerprint})=>`${fingerprint}${address===void 0?`.${key}`:`:${encode3(
address)}`}`),resources?.map(({key,fingerprint})=>`${fingerprint}.${key}`)].map(entries=>entries?.join()).find(text=>text!==
void 0&&text.length<=listLength);return seal.close(`${opening3} run=${encode3(trace.runId)} sha=${encode3(trace.sha)} ba\
sis=${trace.basis} digest=${trace.digest} count=${trace.count} resources=${list2??"?"}`)}function parseTrace(body2,seal){
let text=hiddenLines(body2).find(line2=>line2.startsWith(opening3))??"";if(text.length>maxListLength+1e3)return;let match=/ run=([\w-]{1,64}) sha=([0-9a-f]{0,64}) basis=(values|actions) digest=([0-9a-f]{16}) count=(\d{1,7}) resources=(\S*)$/.
exec(seal.open(text)??"");if(match===null)return;let[runId="",sha="",basis,digest3="",count3,list2=""]=match.slice(1),resources=list2===
"?"?void 0:list2===""?[]:list2.split(",").map(parseEntry),known3=resources?.filter(entry=>entry!==void 0);if(!(known3!==
void 0&&known3.length!==resources?.length))return{runId,sha,basis:basis==="values"?"values":"actions",digest:digest3,count:Number(
count3),resources:known3}}function parseEntry(text){let match=/^([0-9a-f]{8})(?:\.([0-9a-f]{8})|:(.+))$/.exec(text);if(match===
null)return;let[,fingerprint="",key,encoded]=match;if(key!==void 0)return{key,address:void 0,fingerprint};try{let address=decodeURIComponent(
encoded??"");return{key:hash3(address,8),address,fingerprint}}catch{return}}function compareTraces(before,now){if(before.
runId===now.runId)return;let since={runId:before.runId,sha:before.sha},isComparable=before.basis===now.basis;if(before.resources===
void 0||now.resources===void 0)return{...since,kind:isComparable&&before.digest===now.digest?"same":"unlisted",count:before.
count};let earlier=group(before.resources),later2=group(now.resources),fresh=[],changed=[],same=0;for(let[key,{address,fingerprints}]of later2){
let old=earlier.get(key);old===void 0?fresh.push(address??""):isComparable&&old.fingerprints!==fingerprints?changed.push(
address??""):same++}let gone=[...earlier].filter(([key])=>!later2.has(key)).map(([,{address}])=>address);return fresh.length+
changed.length+gone.length===0?{...since,kind:"same",count:before.count}:{...since,kind:"different",fresh,changed,gone,same}}
function group(resources){let groups=new Map;for(let{key,address,fingerprint}of resources){let found=groups.get(key);found===
void 0?groups.set(key,{address,list:[fingerprint]}):found.list.push(fingerprint)}return new Map([...groups].map(([key,{address,
list:list2}])=>[key,{address,fingerprints:list2.sort().join()}]))}function runsKey(ids){return`set.${hash3([...ids].sort().
join(),16)}`}function encode3(text){return encodeURIComponent(text.toWellFormed()).replaceAll("--","%2D%2D").replace(/-$/,
"%2D")}function hash3(text,length){return createHash("sha256").update(text.toWellFormed()).digest("hex").slice(0,length)}var maxCommentLength=65536,commentLimits={diffLines:200,diffLength:12e3,logLength:16e3};function renderComment2(report,options){
let budget=Math.min(options.budget??maxCommentLength,maxCommentLength),hidden=options.hidden===void 0?[]:linesOf(report,
options.detail,options.hidden);return renderPage(report,{detail:options.detail,budget,measure:text=>text.length,limits:commentLimits,
opening:[options.marker,...hidden.filter(line2=>line2.length<=budget/4)].map(line2=>`${line2}
`).join("")})}function linesOf(report,detail,{seal,stamp,earlier}){let trace=detail==="counts"||report.applyState!=="non\
e"?void 0:traceOf(report,detail)??earlier;return[renderStamp(stamp,seal),...trace===void 0?[]:[renderTrace(trace,seal)]]}function shareOut(needs2,room){let shares=needs2.map(()=>0),order=needs2.map((need,index2)=>({need,index:index2})).sort(
(one,other)=>one.need-other.need),left=Math.max(0,room);for(let[place,{need,index:index2}]of order.entries()){let share2=Math.
min(need,Math.floor(left/(order.length-place)));shares[index2]=share2,left-=share2}return shares}function setStamp({members:members2},teller,author){let[first]=members2;return first!==void 0&&members2.length===1?stampOf(
first.report,teller,author):{...teller,author,runId:stampedRun(members2.flatMap(({report:{run}})=>run?[run.id]:[])),state:setState(
members2)}}function stampedRun(ids){let[only,second]=ids;return only!==void 0&&second===void 0?only:runsKey(ids)}function awaitsSetEnd(body2,set){
let told3=claimedStamp(body2),now=setStamp(set,noTeller,{id:void 0,login:""});return told3?.runId===now.runId&&!now.state.
startsWith(told3.state)}var noTeller={head:"",workflowRun:"",attempt:1,begunAt:0},opening4="<!-- gated-terraform-run-set\
: version=1",maxNames=8e3;function setLines({members:members2},detail,{sealOf,stamp,earlier},room){let first=[renderStamp(
stamp,sealOf()),sealOf().close(`${opening4} workspaces=${namesList(members2.map(({report})=>report.workspace))}`)],used=first.
join(`
`).length,kept=members2.flatMap(({report})=>{if(detail==="counts"||report.applyState!=="none")return[];let trace=traceOf(
report,detail)??earlier?.traceOf(report.workspace);return trace===void 0?[]:[{trace,seal:sealOf(report.workspace)}]}),whole=kept.
map(({trace,seal})=>renderTrace(trace,seal)),shares=shareOut(whole.map(({length})=>length+1),room-used-first.length),traces=kept.
map(({trace,seal},index2)=>{let share2=shares[index2]??0,text=whole[index2]??"";if(text.length<share2)return text;let bare3=renderTrace(
trace,seal,1);return renderTrace(trace,seal,share2-bare3.length)}),left=room;return[...first,...traces].filter(line2=>line2.
length+1>left?!1:(left-=line2.length+1,!0))}function namesList(workspaces2){let names2=workspaces2.map(({organization,name:name3})=>`${encode4(
organization)}/${encode4(name3)}`),length=0;return names2.filter(name3=>(length+=name3.length+1)<=maxNames).join(",")}function parseEarlier(body2,sealOf){
let lines=leadingLines(body2);return{members:(lines.filter(text=>text.startsWith(opening4)).map(text=>sealOf().open(text)?.
split(" workspaces=")[1]).find(text=>text!==void 0)??"").split(",").flatMap(parseName),traceOf:workspace=>{let seal=sealOf(
workspace);for(let text of lines){let trace=parseTrace(text,seal);if(trace!==void 0)return trace}return namesAlone(lines[0]??
"",workspace)?parseTrace(body2,sealOf()):void 0}}}function leadingLines(body2){let lines=body2.split(`
`,2e3),end3=lines.findIndex(text=>!text.startsWith("<!-- gated-terraform-run"));return end3<0?lines:lines.slice(0,end3)}
function parseName(text){let[organization,name3,...more]=text.split("/");if(organization===void 0||name3===void 0||more.
length>0)return[];try{return[{organization:decodeURIComponent(organization),name:decodeURIComponent(name3)}]}catch{return[]}}
function goneFrom(earlier,{members:members2,leftOut}){let known3=[...members2.map(({report})=>report.workspace),...leftOut];
return earlier.members.filter(workspace=>!known3.some(each=>isSameWorkspace(each,workspace)))}function encode4(text){return encodeURIComponent(
text.toWellFormed()).replaceAll("-","%2D")}function renderPages(members2,options){let{measure,elsewhere:elsewhere2}=options,pages=mergeTwins(byWeight(members2).map(
member=>draw(member,options)),namer(members2.map(({report})=>report.workspace)),measure),budget=options.budget-measure(missingNote(
members2.length,elsewhere2));if(budget<0)return"";let shown=[...pages],least=sum(shown.map(page=>page.least));for(;shown.
length>0&&least>budget;)least-=shown.pop()?.least??0;let shares=sharesOf(shown,budget-least),spare=0,texts3=shown.map((page,index2)=>{
let share2=page.least+(shares[index2]??0)+spare,text=within(page,share2,options);return spare=share2-measure(text),text}),
missing2=sum(pages.slice(shown.length).map(({members:{length}})=>length));return`${texts3.join("")}${missing2===0?"":missingNote(
missing2,elsewhere2)}`}function missingNote(count3,elsewhere2){return`
_${plural(count3,"page")} not shown for want of room: follow the links in the table, or see ${elsewhere2}._
`}function draw(member,options){return{member,body:body(member,options,options.budget)}}function body({report},options,budget){
return renderPage(report,{...options,budget,opening:"",isInSet:!0})}function mergeTwins(drawn2,name3,measure){let groups=new Map;
for(let each of drawn2){let key=contentOf(each),same=groups.get(key);same===void 0?groups.set(key,[each]):same.push(each)}
return[...groups.values()].flatMap(([first,...twins])=>{if(first===void 0)return[];let members2=[first,...twins].map(({member})=>member),
frame=framer(members2,name3),nothing3=nothingMore(elsewhereOf(first.member.report)),whole=measure(frame(first.body)),least=Math.
min(whole,measure(frame(nothing3)));return[{...first,members:members2,frame,whole,least}]})}var ageLine=/^- age of the plan: .*$/m;
function contentOf({member,body:body2}){let{report}=member,{run,workspace}=report,own=[run?.url,workspace.url,run?.id].filter(
text=>text!==void 0&&text.length>=8);return JSON.stringify([memberState(member),renderCounts2(report),own.reduce((text,each,index2)=>text.
replaceAll(each,`\0${index2}`),body2.replace(ageLine,"")),traceOf(report,"full")?.digest])}var maxNames2=3,maxTwins=50;function framer(members2,name3){
let[first,...twins]=members2;if(first===void 0)return text=>text;let names2=members2.map(({report})=>name3(report.workspace)),
counts=renderCounts2(first.report),summary=[few(names2.map(codeHtml),maxNames2),plainText(shorten(memberState(first),80)),
...counts===""?[]:[counts]].join(" \xB7 "),[own="",...others]=names2.map(code),same=twins.length===0?"":`_The page of ${own}\
; that of ${few(others,maxTwins)} is the same but for names and links._

`,isOpen3=weightOf(first)<=weights.dangerous,foot=memberFooter(first.report);return text=>`
${details(summary,`${same}${text.replace(/^\n+/,"")}
${foot}`,isOpen3)}`}function few(names2,most){let more=names2.length-most;return listing(more>0?[...names2.slice(0,most),
`${grouped(more)} more`]:names2)}var urgentShare=.75;function sharesOf(pages,room){let isUrgent=({member})=>weightOf(member)<=
weights.stopped,needs2=some=>some.map(({whole,least})=>whole-least),urgent=needs2(pages.filter(isUrgent)),others=needs2(
pages.filter(page=>!isUrgent(page))),most=Math.max(room*urgentShare,room-sum(others)),first=shareOut(urgent,most);return[
...first,...shareOut(others,room-sum(first))]}function within(page,share2,options){let{member,body:whole,frame}=page;if(page.
whole<=share2)return frame(whole);let room=share2-options.measure(frame(""));return frame(body(member,options,room))}function sum(numbers){
return numbers.reduce((total,each)=>total+each,0)}function renderSetPage(set,options){let{budget,measure,opening:opening5}=options,[first]=set.members,url=first?.report.source.
workflowRunUrl??"",elsewhere2=isLink(url)?link("the workflow run",url):"the log",head=`### ${setHeadline(set)}
`,after2=`
${setFooter(first?.report,[digestWord(set)])}`,reserve=measure(cutNote(longestCuts,elsewhere2)),room=budget-measure(opening5+
head+after2)-reserve;if(room<0)return measure(opening5+head)<=budget?`${opening5}${head}`:opening5;let forPages=Math.min(
set.members.length*leastPage,room/2),{text,cuts}=assemble(sectionsOf2(set),room-forPages,measure),pages=renderPages(set.
members,{...options,budget:room-measure(text),elsewhere:elsewhere2});return`${opening5}${head}${text}${cutNote(cuts,elsewhere2)}${pages}${after2}`}
var leastPage=500;function setHeadline(set){let{members:members2,leftOut}=set,all=members2.length+leftOut.length,live2=liveMembers(
members2),applied=members2.filter(({report})=>report.outcome==="applied"),sum3=sumOf(live2);return[plainText(setState(members2)),
leftOut.length===0?plural(all,"workspace"):`${grouped(members2.length)} of ${plural(all,"workspace")}`,verbWords(sumOf(applied).
tally,!0),verbWords(sum3.tally,!1),sum3.unknown>0?`changes of ${plural(sum3.unknown,"workspace")} unknown`:"",costOf(live2),
policiesOf(live2)].filter(part=>part!=="").join(" \xB7 ")}function costOf(members2){let deltas=members2.flatMap(({report})=>report.
cost?.delta??[]),word2=costWord(sumAmounts(deltas)),missing2=members2.filter(({report})=>report.cost?.delta===void 0&&renderCounts2(
report)!=="").length;if(deltas.length===0)return"";let known3=word2===""?"cost unknown":word2;return missing2>0?`${known3}\
 (${grouped(missing2)} not estimated)`:known3}function policiesOf(members2){let all=members2.flatMap(({report})=>report.
policies),isAsked=members2.every(({report})=>report.policies.length>0),isBad2=members2.some(({report:{policies,tasks:tasks2}})=>checkWords(
{cost:void 0,policies,tasks:tasks2}).some(word2=>word2!=="policies passed")),tasks=members2.flatMap(({report})=>report.tasks);
return isBad2?checkWords({cost:void 0,policies:isAsked?all:all.filter(({status})=>status!=="passed"),tasks}).join(" \xB7 "):
isAsked?policyWord(all):""}function digestWord({digest:digest3}){return digest3===void 0?"":`digest of the set ${code(digest3)}`}
function sectionsOf2(set){let{members:members2,leftOut,gone,notes,order}=set,name3=namer([...members2.map(({report})=>report.
workspace),...leftOut,...gone]);return[{...plain2("Notes",0),items:notes.map(note2=>item(`
**${sentence(note2)}**
`))},{...tableSection(members2),rank:-1},stoppedSection(members2,name3),nextSection2(members2),{...plain2("No longer in \
the set",1),items:gone.length===0?[]:[item(`
**No longer in the set:** ${listNames(gone,name3)}. What this comment said of ${gone.length===1?"it":"them"} was of an e\
arlier step, and is not looked at any more.
`)]},leftOutSection(set,name3),{...plain2("Order",1),items:order.map(chain=>item(`
Order: ${chain.map(code).join(" \u2192 ")}
`))}]}function plain2(name3,rank2){return{heading:"",name:name3,rank:rank2,omitted:count3=>`
_\u2026 and ${grouped(count3)} more under \u201C${name3}\u201D, left out for want of room._
`}}var maxNames3=50;function listNames(workspaces2,name3){let shown=workspaces2.slice(0,maxNames3).map(workspace=>code(name3(
workspace))).join(", "),more=workspaces2.length-maxNames3;return more>0?`${shown} and ${grouped(more)} more`:shown}function stoppedSection(members2,name3){
return{heading:`
#### Not applied

`,rank:-1,omitted:count3=>`- \u2026 and ${grouped(count3)} more
`,items:members2.flatMap(member=>{let{report,stopped}=member;if(stopped===void 0)return[];let text=code(name3(report.workspace)),
where=report.run===void 0?text:link(text,report.run.url);return[item(`- ${where}: **${memberState(member).toLowerCase()}\
.** ${sentence(whyOf(stopped))}${isWaiting(report)?" Its run still waits for a decision.":""}
`)]})}}function whyOf({why}){return why.replace(/^Not (?:confirmed|reached): (.)/,(_,first)=>first.toUpperCase())}function nextSection2(members2){
let waiting=waitingIn(members2),what=waiting.length===1?"One run waits, and changes nothing until it is confirmed":`${plural(
waiting.length,"run")} wait, and change nothing until they are confirmed`,when=waiting.some(({outcome})=>outcome==="bloc\
ked")?", when the rules hold":"",isOver2=waiting.every(isOvertaken),these=waiting.length===1?"this plan":"these plans";return{
heading:`
#### Next
`,rank:0,omitted:()=>"",items:waiting.length===0?[]:[item(`
${what}. To ${isOver2?"discard":"apply exactly"} ${these}${isOver2?"":when}, run the workflow with:

${fence([isOver2?"mode: discard":"mode: apply","run-id: |",...waiting.map(report=>`  ${idForWorkflow(report)}`),...isOver2?
[]:["approve: true"]].join(`
`),"yaml")}`)]}}function leftOutSection({leftOut,members:members2},name3){let groups=new Map;for(let each of leftOut){let same=groups.
get(each.why);same===void 0?groups.set(each.why,[each]):same.push(each)}return{...fold2(`Not selected: ${plural(leftOut.
length,"workspace")}`,members2.length===0),name:"Not selected",rank:1,omitted:count3=>`- \u2026 and ${grouped(count3)} m\
ore
`,items:[...groups].map(([why,workspaces2])=>({short:`- ${sentence(why)}: ${plural(workspaces2.length,"workspace")}
`,long:()=>`- ${sentence(why)}: ${listNames(workspaces2,name3)}
`,count:workspaces2.length}))}}function renderSetComment(set,options){let{marker,detail,hidden}=options,budget=Math.min(options.budget??maxCommentLength,
maxCommentLength),alone=aloneIn(set);if(alone!==void 0&&namesAlone(marker,alone.workspace))return renderComment2(alone,{
marker,detail,budget,hidden:hidden&&{seal:hidden.sealOf(),stamp:hidden.stamp,earlier:hidden.earlier?.traceOf(alone.workspace)}});
let lines=hidden===void 0?[]:setLines(set,detail,hidden,Math.floor(budget/4)),opening5=[marker,...lines].map(line2=>`${line2}\

`).join(""),page={detail,budget,measure:text=>text.length,limits:commentLimits,opening:opening5};return alone===void 0?renderSetPage(
set,page):renderPage(alone,page)}import{tmpdir}from"node:os";function locatePullRequest(event,pullRequestInput){let located3=locateByEvent(event);if(pullRequestInput===void 0||located3.
kind==="number"&&located3.number===pullRequestInput)return located3;let named=numberOnly(pullRequestInput);if(!("isFork"in
located3)||located3.isFork!==!0)return named;let headSha=located3.kind==="head"?located3.sha:located3.headSha;return{...named,
isFork:!0,headSha}}var withoutPullRequest=new Set(["branch_protection_rule","create","delete","discussion","discussion_c\
omment","fork","gollum","issues","label","milestone","page_build","public","registry_package","release","repository_disp\
atch","schedule","watch","workflow_dispatch"]);function locateByEvent(event){let{name:name3,payload,contradiction}=event;
if(contradiction!==void 0&&!withoutPullRequest.has(name3))return unknown(`the ${name3} event contradicts itself: ${contradiction}`);
switch(name3){case"pull_request":case"pull_request_target":case"pull_request_review":case"pull_request_review_comment":return locateByPullRequest(
name3,payload);case"issue_comment":return locateByIssue(payload);case"push":return field(payload,"deleted")===!0?{kind:"\
none",why:"the push deleted its branch or tag"}:commit(field(payload,"after")??event.sha);case"workflow_run":return locateByWorkflowRun(
payload);case"check_run":case"check_suite":return locateByHead(name3,payload,void 0);case"merge_group":{let group2=field(
payload,"merge_group"),ref=textOf(field(group2,"head_ref"))??event.ref,number=numberInQueueRef(ref);return number===void 0?
unknown(`the merge queue's branch "${ref}" names no pull request`):numberOnly(number)}default:return withoutPullRequest.
has(name3)?{kind:"none",why:`the ${name3} event belongs to no pull request; name one with the pull-request input`}:unknown(
name3===""?"the runner does not name the event (GITHUB_EVENT_NAME)":`it is not known whether the ${name3} event belongs \
to a pull request`)}}function locateByPullRequest(name3,payload){let pull=field(payload,"pull_request"),number=numberOf(
field(pull,"number"));if(number===void 0)return unknown(`the ${name3} event names no pull request`);let also=field(payload,
"number");return also!==void 0&&also!==number?unknown(`the ${name3} event names two pull requests`):{kind:"number",number,
isFork:isForkPullRequest(payload),headSha:shaOf(field(field(pull,"head"),"sha")),author:textOf(field(field(pull,"user"),
"login"))}}function locateByIssue(payload){let issue=field(payload,"issue"),number=numberOf(field(issue,"number"));if(number===
void 0)return unknown("the issue_comment event names no issue");let pull=field(issue,"pull_request");return typeof pull!=
"object"||pull===null?unknown(`the issue_comment event does not say that #${number} is a pull request`):{...numberOnly(number),
author:textOf(field(field(issue,"user"),"login"))}}var pushLike=new Set(["push","schedule","workflow_dispatch"]);function locateByWorkflowRun(payload){
let run=field(payload,"workflow_run"),headId=numberOf(field(field(run,"head_repository"),"id")),ownId=numberOf(field(field(
payload,"repository"),"id")),isForeign2=headId===void 0||ownId===void 0?void 0:headId!==ownId,located3=locateByHead("wor\
kflow_run",payload,isForeign2),listed3=field(run,"pull_requests");return located3.kind==="head"&&isForeign2===!1&&pushLike.
has(field(run,"event"))&&Array.isArray(listed3)&&listed3.length===0?commit(located3.sha):located3}function locateByHead(name3,payload,isForeign2){
let subject=field(payload,name3),headSha=shaOf(field(subject,"head_sha")),own=pullRequestsHere(subject,payload);if(own.length>
1)return unknown(`the ${name3} event belongs to ${own.length} pull requests`);let[pull]=own,number=numberOf(field(pull,"\
number"));return number!==void 0?{kind:"number",number,isFork:isForeign2??isFork(field(pull,"head"),field(pull,"base")),
headSha,author:void 0}:headSha===void 0?unknown(`the ${name3} event names neither pull request nor commit`):{kind:"head",
sha:headSha,isFork:isForeign2}}function pullRequestsHere(subject,payload){let repositoryId=field(field(payload,"reposito\
ry"),"id"),listed3=field(subject,"pull_requests");return(Array.isArray(listed3)?listed3:[]).filter(pull=>{let baseId=field(
field(field(pull,"base"),"repo"),"id");return repositoryId===void 0||baseId===void 0||baseId===repositoryId})}function closedPullRequest({
name:name3,payload}){return["pull_request","pull_request_target"].includes(name3)&&field(payload,"action")==="closed"?numberOf(
field(field(payload,"pull_request"),"number")):void 0}function isForkPullRequest(payload){let pull=field(payload,"pull_r\
equest");return isFork(field(pull,"head"),field(pull,"base"))}function isDependabot(payload){let pull=field(payload,"pul\
l_request"),who=pull===void 0?field(payload,"sender"):field(pull,"user");return field(who,"login")==="dependabot[bot]"}function numberInQueueRef(ref){
let match=/^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[^/]+$/.exec(ref);return numberOf(Number(match?.[1]))}function numberOnly(number){
return{kind:"number",number,isFork:void 0,headSha:void 0,author:void 0}}function commit(value){let sha=shaOf(value);return sha===
void 0?{kind:"none",why:"the event names no commit"}:{kind:"commit",sha}}function unknown(why){return{kind:"unknown",why:`${why}\
; name the pull request with the pull-request input`}}function unread(error){return{known:!1,why:error instanceof Error?error.message:String(error)}}var modes=["plan","save-plan","apply","discard","cancel","force-cancel","force-execute","show","upload","list"],comments=[
"always","on-changes","on-failure","never","per-workspace"],details2=["full","addresses","counts"],blockedChoices=["hold",
"discard"],confirmChoices=["all","each"],listScopes=["workspace","organization","admin"];var minutes=6e4,rows=[[["apply"],[["on-blocked",({onBlocked})=>onBlocked!=="hold"],["confirm",({confirm})=>confirm!=="al\
l"],["order",({order})=>order.length>0],["required-approvals",({requiredApprovals})=>requiredApprovals>0],["require-revi\
ew-decision",asked=>asked.requireReviewDecision],["required-labels",({requiredLabels})=>requiredLabels.length>0],["allow\
ed-actors",({allowedActors})=>allowedActors.length>0],["require-up-to-date",({requireUpToDate})=>requireUpToDate],["appl\
y-timeout",({applyTimeout})=>applyTimeout!==240*minutes]]],[["plan","save-plan","apply"],[["max-destroy",({maxDestroy})=>maxDestroy!==
void 0],["max-replace",({maxReplace})=>maxReplace!==void 0],["max-change",({maxChange})=>maxChange!==void 0],["protected\
-addresses",asked=>asked.protectedAddresses.length>0],["max-monthly-cost-increase",asked=>asked.maxMonthlyCostIncrease!==
void 0],["allow-partial-cost-estimate",asked=>asked.allowPartialCostEstimate],["expected-plan-digest",({expectedPlanDigest})=>expectedPlanDigest!==
void 0],["expected-configuration-digest",asked=>asked.expectedConfigurationDigest!==void 0],["max-plan-age",({maxPlanAge})=>maxPlanAge!==
void 0],["allowed-run-creators",asked=>asked.allowedRunCreators.length>0],["fail-on-blocked",({failOnBlocked})=>!failOnBlocked],
["cleanup",({cleanup})=>!cleanup],["supersede",({supersede:supersede2})=>!supersede2]]],[["plan","save-plan","apply","up\
load"],[["allow-forks",({allowForks})=>allowForks]]],[["apply","discard","cancel","force-cancel","force-execute"],[["all\
ow-foreign-run",({allowForeignRun})=>allowForeignRun]]],[["plan","save-plan","apply","discard","cancel","force-cancel"],
[["run-timeout",({runTimeout})=>runTimeout!==60*minutes]]],[["plan","save-plan","apply","discard","cancel","force-cancel",
"force-execute"],[["comment",({comment:comment2})=>comment2!=="always"&&comment2!=="never"],["comment-key",({commentKey,
checkRuns})=>commentKey!==void 0&&!checkRuns]]],[modes.filter(mode=>mode!=="list"),[["max-workspaces",({maxWorkspaces})=>maxWorkspaces!==
50],["max-parallel",({maxParallel})=>maxParallel!==10],["pull-request",({pullRequest})=>pullRequest!==void 0],["comment-\
detail",({commentDetail})=>commentDetail!=="full"],["check-runs",({checkRuns})=>checkRuns]]],[["list"],[["list-scope",({
listScope})=>listScope!=="workspace"],["max-items",({maxItems})=>maxItems!==100]]]];function waitsInQueue({mode,commit:commit2}){
return commit2!==void 0||["plan","save-plan","apply"].includes(mode)}function findIdleInputs(inputs2){let idle=rows.filter(
([modes3])=>!modes3.includes(inputs2.mode)).flatMap(([,each])=>each).filter(([,isGiven])=>isGiven(inputs2)).map(([name3])=>name3);
return!waitsInQueue(inputs2)&&inputs2.queueTimeout!==30*minutes?[...idle,"queue-timeout"]:idle}var identifier=/^[\p{ID_Start}_][\p{ID_Continue}-]*/u,index=/^\[(?:\d+|"(?:[^"\\$%\n]|\\(?:[nrt"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|[$%](?!\{)|(?:\$\$|%%)\{)*")\]/,
reserved=["count","each","local","module","path","self","terraform","var","template","lazy","arg"];function readAction(reader){
let name3="invoke-action",[address,...more]=readAddresses(reader,name3,"action");return more.length>0&&reader.reject(name3,
`has ${more.length+1} addresses`,"one action a run, as HCP Terraform invokes them"),address}function readAddresses({lines,
reject},name3,kind){let addresses=lines(name3);for(let address of addresses){let wrong=findFault(address,kind);if(wrong===
void 0)continue;let isRight=each=>findFault(each,kind)===void 0,quoted=address.replace(/^--?(?:target|replace|invoke)[= ]\s*/,
"").replace(/^(?:resource\s+)?"(\w+)"\s+"([\w-]+)"\s*\{?$/,"$1.$2").replaceAll("[*]","").replaceAll(/\['?([^[\]"']+)'?\]/g,
'["$1"]'),meant=isRight(quoted)?[`'${quoted}'`]:suggestLines(address,isRight);reject(name3,`has ${JSON.stringify(address.
slice(0,80))}: ${wrong}`,suggest(meant,kind==="action"?"the address of an action, such as 'action.aws_lambda_invoke.noti\
fy'":`one resource address a line, such as 'module.network.aws_subnet.a["x"]'`))}return addresses}function findFault(address,kind){
let steps=splitAddress(address);if(typeof steps=="string")return steps;let rest2=skipModules(steps);return typeof rest2==
"string"?rest2:rest2.length===0?kind==="target"?void 0:kind==="action"?"a module cannot be invoked, only an action in it":
"a module cannot be replaced, only a resource in it":findResourceFault(rest2,kind)}function splitAddress(address){let steps=[];
for(let at=0;at<address.length;){let rest2=address.slice(at);if(rest2.startsWith("[")){let key=index.exec(rest2)?.[0];if(key===
void 0||steps.length===0)return'an index is a number or a quoted string, such as ["a"] or [0]';steps.push({key}),at+=key.
length;continue}let dot=steps.length===0?"":".",name3=rest2.startsWith(dot)?identifier.exec(rest2.slice(dot.length))?.[0]:
void 0;if(name3===void 0)return`at ${JSON.stringify(rest2.slice(0,20))} there is no name`;steps.push({name:name3}),at+=dot.
length+name3.length}return steps}function skipModules(steps){let rest2=steps;for(;nameOf3(rest2[0])==="module";){if(nameOf3(
rest2[1])===void 0)return"'module.' has the name of a module behind it";rest2=rest2.slice(rest2[2]!==void 0&&"key"in rest2[2]?
3:2)}return rest2}function findResourceFault(steps,kind){let[first]=steps,mode=nameOf3(first)??"",isOther=["data","ephem\
eral","list","action"].includes(mode);if(kind==="action"&&mode!=="action")return"an action's address has 'action.' befor\
e its type and name";if(isOther&&kind==="replace")return`only managed resources are replaced, and this is of '${mode}'`;
if(reserved.includes(mode))return`'${mode}' is no type of a resource`;let rest2=isOther||mode==="resource"?steps.slice(1):
steps;if(nameOf3(rest2[0])===void 0||nameOf3(rest2[1])===void 0)return"a resource has a type and a name";let[key,...more]=rest2.
slice(2);return key!==void 0&&("name"in key||more.length>0)?"behind the name of a resource there is one index at most":void 0}
function nameOf3(step){return step!==void 0&&"name"in step?step.name:void 0}function rejectCombinations(rows2,asked,{isWrong,reject}){let say2=words4=>typeof words4=="string"?words4:words4(asked);
for(let{input,when,wrong,allowed:allowed2}of rows2)!isWrong(input)&&when(asked)&&reject(input,say2(wrong),say2(allowed2))}var listCombinations=[{input:"filters",when:({mode,filters})=>mode!=="list"&&filters!==void 0,wrong:({mode})=>`is given \
with mode '${mode}'`,allowed:"'filters' with mode 'list'"},{input:"workspace",when:asked=>isList(asked,"workspace")&&asked.
workspace===void 0,wrong:"is empty with 'list-scope: workspace'",allowed:"a name or a ws-\u2026 id"},{input:"organizatio\
n",when:asked=>isList(asked,"organization")&&asked.organization===void 0,wrong:"is empty with 'list-scope: organization'",
allowed:"the name of the organization"},{input:"workspace",when:asked=>isList(asked,"organization")&&asked.workspace!==void 0,
wrong:"is given with 'list-scope: organization', which lists all of them",allowed:"'workspace_names' in 'filters' to cho\
ose some"},...["organization","workspace"].map(input=>({input,when:asked=>isList(asked,"admin")&&asked[input]!==void 0,wrong:"\
is given with 'list-scope: admin', which lists the whole site",allowed:`'search' in 'filters' with the ${input}'s name`}))];
function isList({mode,listScope},scope){return mode==="list"&&listScope===scope}var siteFilters=["status","timeframe","s\
earch"],notOfSites=["operation","status_group","source","agent_pool_names","user","commit"],filterCombinations=[{input:"\
workspace_names",when:({scope,filters})=>scope!=="organization"&&filters.workspace_names!==void 0,wrong:({scope})=>`with\
 'list-scope: ${scope}'`,allowed:"'workspace_names' with 'list-scope: organization'"},...notOfSites.map(input=>({input,when:({
scope,filters})=>scope==="admin"&&filters[input]!==void 0,wrong:"with 'list-scope: admin', whose API cannot filter by it",
allowed:siteFilters.map(each=>`'${each}'`).join(", ")})),{input:"search",when:({filters:{search,user,commit:commit2}})=>search!==
void 0&&(user??commit2)!==void 0,wrong:"together with 'user' or 'commit', which make the server ignore it",allowed:"one \
of them"}];var parameters2=[["targets",({targets})=>targets.length>0],["replace",({replace})=>replace.length>0],["invoke-action",({
invokeAction})=>invokeAction!==void 0],["policy-paths",({policyPaths})=>policyPaths.length>0],["variables",({variables})=>variables!==
void 0],["var-files",({varFiles})=>varFiles.length>0],["destroy",({destroy})=>destroy],["refresh",({refresh:refresh2})=>!refresh2],
["refresh-only",({refreshOnly})=>refreshOnly],["allow-empty-apply",({allowEmptyApply})=>allowEmptyApply],["allow-config-\
generation",({allowConfigGeneration})=>allowConfigGeneration],["debugging-mode",({debuggingMode})=>debuggingMode],["terr\
aform-version",({terraformVersion})=>terraformVersion!==void 0]];function givenParameters(inputs2){return parameters2.filter(
([,isGiven])=>isGiven(inputs2)).map(([name3])=>name3)}var needless=parameters2.map(([input,isGiven])=>({input,when:asked=>!asked.
makesRun&&isGiven(asked),wrong:({runId,mode})=>runId===void 0?`is given with mode '${mode}', which makes no run`:"is giv\
en for a run that already exists, whose parameters are fixed",allowed:`'${input}' only where a new run is made`})),special=[
["destroy",({destroy})=>destroy],["refresh-only",({refreshOnly})=>refreshOnly]].flatMap(([name3,is])=>[{input:"replace",
when:asked=>is(asked)&&asked.replace.length>0,wrong:`is given together with '${name3}'; Terraform replaces in a normal p\
lan only`,allowed:`'replace' without '${name3}'`},{input:"allow-config-generation",when:asked=>is(asked)&&asked.allowConfigGeneration,
wrong:`is true together with '${name3}'; Terraform generates configuration in a normal plan only`,allowed:`'false' with \
'${name3}'`}]),beside=[["targets",({targets})=>targets.length>0],["replace",({replace})=>replace.length>0],["destroy",({
destroy})=>destroy],["refresh-only",({refreshOnly})=>refreshOnly]].map(([name3,is])=>({input:"invoke-action",when:asked=>is(
asked)&&asked.invokeAction!==void 0,wrong:`is given together with '${name3}'; a run that invokes an action plans nothing\
 else`,allowed:`'invoke-action' without '${name3}'`})),parameterCombinations=[...needless,{input:"refresh-only",when:({destroy,
refreshOnly})=>destroy&&refreshOnly,wrong:"is true together with 'destroy'",allowed:"one of the two: a destroy run delet\
es everything, a refresh-only run changes nothing"},{input:"refresh",when:({refresh:refresh2,refreshOnly})=>refreshOnly&&
!refresh2,wrong:"is false together with 'refresh-only', which does nothing but refresh",allowed:"'true' with 'refresh-on\
ly: true'"},...special,...beside,{input:"terraform-version",when:({terraformVersion,mode})=>terraformVersion!==void 0&&mode!==
"plan",wrong:({mode})=>`is given with mode '${mode}'; HCP Terraform takes another version for plan-only runs only`,allowed:"\
'terraform-version' with mode 'plan', or the version in the workspace's settings"},{input:"allow-empty-apply",when:({allowEmptyApply,
mode})=>allowEmptyApply&&mode!=="apply",wrong:({mode})=>`is true with mode '${mode}', which applies nothing`,allowed:"'a\
llow-empty-apply' with mode 'apply'"},{input:"allow-empty-apply",when:({allowEmptyApply,approve})=>allowEmptyApply&&approve!==
!0,wrong:"is true while 'approve' is not: HCP Terraform applies such a plan by itself where it has no changes, without a\
 gate",allowed:"'approve: true' with it"},{input:"allow-empty-apply",when:({allowEmptyApply,expectedPlanDigest})=>allowEmptyApply&&
expectedPlanDigest!==void 0,wrong:"is true together with 'expected-plan-digest': HCP Terraform applies a plan without ch\
anges by itself, before its digest could be compared",allowed:"one of the two"},{input:"allow-empty-apply",when:({allowEmptyApply,
expectedConfigurationDigest})=>allowEmptyApply&&expectedConfigurationDigest!==void 0,wrong:"is true together with 'expec\
ted-configuration-digest': HCP Terraform applies a plan without changes by itself, before the digest of its files could \
be compared",allowed:"one of the two"}];var shapes="a name or a 'ws-\u2026' id; or several lines, each a name, a name with '*', 'tag:NAME', 'tag:KEY=VALUE', 'project\
:NAME', or '!' and the name of what is left out";function parseWorkspaceSelection(text){let lines=[...new Set(text.split(
/\r?\n/).map(line2=>line2.trim()).filter(line2=>line2!==""&&!line2.startsWith("#")))];if(text.trim()==="")return{selection:void 0,
problems:[]};let readings=lines.map(readLine),problems=readings.flatMap(each=>"allowed"in each?[{input:"workspace",...each}]:
[]),selectors=readings.flatMap(each=>"kind"in each?[each]:[]),leftOut=readings.flatMap(each=>"leftOut"in each?[each.leftOut]:
[]);return problems.length>0?{selection:void 0,problems}:selectors.length===0?{selection:void 0,problems:[namesNothing(leftOut.
length)]}:{selection:{selectors,leftOut},problems:[]}}function readWorkspaces(reader){let text=reader.text("workspace")??
"";if(!/[\r\n*!]|^#|^(?:tag|project):/.test(text)){let workspace=readName(reader,"workspace");if(workspace===void 0)return{
workspace,selection:void 0};let{selection:selection2}=parseWorkspaceSelection(workspace);return{workspace,selection:selection2}}
let{selection,problems}=parseWorkspaceSelection(text);for(let{wrong,allowed:allowed2}of problems)reader.reject("workspac\
e",wrong,allowed2);return{workspace:selection&&onlyWorkspace(selection),selection}}function onlyWorkspace({selectors:[first,
second]}){if(!(first===void 0||second!==void 0))return first.kind==="id"||first.kind==="name"?first.text:void 0}function needsOrganization({
selectors}){return selectors.some(({kind})=>kind!=="id")}function namesNothing(exclusions){return{input:"workspace",wrong:exclusions>
0?"has only lines that leave out, and '!' leaves out of what other lines name":"has no line that names a workspace",allowed:shapes}}
function readLine(text){if(text.startsWith("!"))return readExclusion(text);let[,prefix,rest2=""]=/^([^:]*):(.*)$/su.exec(
text)??[],fault=allowed2=>wrongLine(text,allowed2);switch(prefix){case void 0:return readName2(text);case"tag":return readTag(
text,rest2.trim());case"project":return readProject(text,rest2.trim());default:return fault(["tag","project"].includes(prefix.
trim().toLowerCase())?`'${prefix.trim().toLowerCase()}:' in small letters, with nothing before the colon`:shapes)}}function wrongLine(text,allowed2){
let isSelector=/^[\w.*-]+$|^(?:tag|project):[^\s,*]+$/,selector=suggestSelector(text);return{wrong:`has the line ${quote(
text)}`,allowed:suggest(selector!==void 0&&isSelector.test(selector)?[`'${selector}'`]:suggestLines(text,each=>isSelector.
test(each)),allowed2)}}var nameShape=/^[\w.-]+$/,globShape=/^[\w.*-]+$/;function readName2(text){return/^ws-[\w-]+$/.test(
text)?{kind:"id",text,id:text}:nameShape.test(text)?{kind:"name",text,name:text}:globShape.test(text)?{kind:"glob",text,
glob:text}:wrongLine(text,whyNoName(text))}function whyNoName(text){return/[,\s]/.test(text)?"one name a line: a name ha\
s letters, digits, '-', '_' and '.', no comma and no space":/[?[\]{}\\^$|()+]/.test(text)?"a name with '*', which stands\
 for any characters; no other wild card and no regular expression":shapes}function readExclusion(text){let name3=text.slice(
1).trim();return globShape.test(name3)?{leftOut:name3}:wrongLine(text,/^(?:tag|project):/.test(name3)?"'!' with a name, \
which may have '*' in it; tags and projects only select":"'!' and a name, which may have '*' in it, such as '!net-old-*'")}
var longestKey=255,longestValue=256;function readTag(text,rest2){let at=rest2.indexOf("="),key=at<0?rest2:rest2.slice(0,
at),value=at<0?void 0:rest2.slice(at+1),written2=value===void 0?key:`${key}${value}`;return/[*?]/.test(written2)?wrongLine(
text,"a whole tag: tags have no wild cards"):/[,\s]/.test(key)?wrongLine(text,"one tag a line, such as 'tag:network' or \
'tag:env=prod', without a comma or a space in its name"):key!==""&&key.length<=longestKey&&(value??"").length<=longestValue&&
!new RegExp("\\p{C}","u").test(written2)?{kind:"tag",text,key,value}:wrongLine(text,`'tag:NAME' or 'tag:KEY=VALUE', spli\
t at the first '=': names up to ${longestKey} and values up to ${longestValue} characters, without control characters`)}
function readProject(text,name3){return/^[\p{L}\p{M}\p{N} _-]+$/u.test(name3)?{kind:"project",text,name:name3}:wrongLine(
text,/[*?]/.test(name3)?"the whole name of a project: projects have no wild cards here":"one project a line by its name,\
 such as 'project:Network Core': letters, digits, spaces, '-' and '_'")}var currentConfiguration="current";function askedOf(inputs2){let{mode,runId,commit:commit2}=inputs2;return{...inputs2,makesRun:commit2===
void 0&&(mode==="plan"||mode==="save-plan"||mode==="apply"&&runId===void 0)}}var runCombinations=[{input:"run-id",when:({
mode,makesRun,runId,commit:commit2})=>!makesRun&&commit2===void 0&&!["apply","discard","list","show","upload"].includes(
mode)&&runId===void 0,wrong:({mode})=>`is empty with mode '${mode}'`,allowed:"the id of a run"},{input:"run-id",when:({mode,
runId})=>runId!==void 0&&(mode==="plan"||mode==="save-plan"),wrong:({mode})=>`is given with mode '${mode}', which makes \
a new run`,allowed:"'run-id' with the modes that act on a run"},{input:"run-id",when:({mode,runId})=>runId!==void 0&&(mode===
"list"||mode==="upload"),wrong:({mode})=>`is given with mode '${mode}', which acts on no run`,allowed:"'run-id' with the\
 modes that act on a run"},{input:"workspace",when:({mode,runId,selection,commit:commit2})=>runId===void 0&&selection===
void 0&&commit2===void 0&&mode!=="list",wrong:"is empty",allowed:({mode})=>mode==="show"?"a name or a ws-\u2026 id; or 'run-i\
d'":"a name or a ws-\u2026 id"},{input:"organization",when:({selection,organization})=>selection!==void 0&&needsOrganization(
selection)&&organization===void 0,wrong:"is empty while 'workspace' is a name",allowed:"the name of the organization, or\
 a ws-\u2026 id as workspace"},{input:"organization",when:({selection,commit:commit2,organization})=>selection===void 0&&
commit2!==void 0&&organization===void 0,wrong:"is empty while 'commit' is to find the workspaces",allowed:"the name of t\
he organization, or a 'workspace'"}],commitModes=["plan","apply","show","discard","cancel"],commitCombinations=[{input:"\
commit",when:({mode,commit:commit2})=>commit2!==void 0&&!commitModes.includes(mode),wrong:({mode})=>`is given with mode \
'${mode}'`,allowed:`'commit' with the modes ${commitModes.map(each=>`'${each}'`).join(", ")}`},{input:"commit",when:({commit:commit2,
runId})=>commit2!==void 0&&runId!==void 0,wrong:"is given together with 'run-id'",allowed:"one of the two"},{input:"expe\
cted-plan-digest",when:({expectReviewedPlan,commit:commit2,mode})=>expectReviewedPlan&&!(commit2!==void 0&&mode==="apply"),
wrong:"is 'reviewed', which is the plan that version control made of the pull request's head",allowed:"'reviewed' with '\
commit' and mode 'apply'; the digest itself otherwise"},{input:"require-newest-run",when:({requireNewestRun,commit:commit2,
mode})=>requireNewestRun&&!(commit2!==void 0&&mode==="apply"),wrong:"is true, and only runs of version control wait behi\
nd one another",allowed:"'require-newest-run' with 'commit' and mode 'apply'"}],setCombinations=[{input:"only-changed",when:({
onlyChanged,makesRun})=>onlyChanged&&!makesRun,wrong:"is true where no run is made",allowed:"'true' with the modes that \
make a run"},{input:"workspace",when:({runIds,selection})=>runIds.length>1&&selection!==void 0,wrong:"is given with seve\
ral lines of 'run-id'",allowed:"nothing: each run names its workspace"},{input:"workspace",when:({mode,selection})=>mode===
"list"&&selection!==void 0&&onlyWorkspace(selection)===void 0,wrong:"selects several workspaces with mode 'list'",allowed:"\
one name or id; 'filters' narrows a list of a whole organization"},{input:"configuration-version-id",when:({configurationVersionId:id,
selection})=>id!==void 0&&id!==currentConfiguration&&selection!==void 0&&onlyWorkspace(selection)===void 0,wrong:"is giv\
en with several workspaces",allowed:"'current', or a folder: a configuration version is one workspace's"}],decisionCombinations=[
{input:"override-reason",when:({policyOverride,overrideReason})=>policyOverride&&overrideReason===void 0,wrong:"is empty\
 while 'policy-override' is true",allowed:"the reason, which is recorded on the run"},{input:"override-reason",when:({policyOverride,
overrideReason})=>!policyOverride&&overrideReason!==void 0,wrong:"is given while 'policy-override' is false, so nothing \
is overridden",allowed:"'override-reason' with 'policy-override: true'"},{input:"policy-override",when:({policyOverride,
mode})=>policyOverride&&mode!=="apply",wrong:({mode})=>`is true with mode '${mode}', which overrides nothing`,allowed:"'\
policy-override' with mode 'apply'"},{input:"approve",when:({approve,mode})=>approve!==void 0&&mode!=="apply",wrong:({mode})=>`\
is given with mode '${mode}', which applies nothing`,allowed:"'approve' with mode 'apply'"},{input:"reason",when:({reason,
mode})=>reason!==void 0&&!["apply","discard","cancel","force-cancel"].includes(mode),wrong:({mode})=>`is given with mode\
 '${mode}', which writes no reason onto a run`,allowed:"'reason' with mode 'apply', 'discard', 'cancel' or 'force-cancel\
'"}],configurationCombinations=[...[["configuration-directory","configurationDirectory"],["configuration-version-id","co\
nfigurationVersionId"],["message","message"]].map(([input,name3])=>({input,when:asked=>!asked.makesRun&&asked[name3]!==void 0&&
!(input==="configuration-directory"&&asked.mode==="upload"),wrong:({mode})=>mode==="list"||mode==="upload"?`is given wit\
h mode '${mode}', which makes no run`:"is given for a run that already exists",allowed:`'${input}' only where a new run \
is made`})),{input:"configuration-directory",when:({mode,configurationDirectory})=>mode==="upload"&&configurationDirectory===
void 0,wrong:"is empty with mode 'upload'",allowed:"the folder to upload"},{input:"configuration-version-id",when:({configurationDirectory,
configurationVersionId})=>configurationDirectory!==void 0&&configurationVersionId!==void 0,wrong:"is given together with\
 'configuration-directory'",allowed:"one of the two"},{input:"run-id",when:asked=>asked.mode==="apply"&&asked.makesRun&&
asked.approve===!0&&asked.configurationDirectory===void 0&&asked.configurationVersionId===void 0&&givenParameters(asked).
length===0,wrong:"is empty while 'approve' is true, and no other input says what is to be applied",allowed:`the id of th\
e run that was approved; or, for a new run, 'configuration-directory' or 'configuration-version-id' ('${currentConfiguration}\
': the workspace's current one)`}],combinations=[...runCombinations,...commitCombinations,...setCombinations,...decisionCombinations,
...configurationCombinations,...parameterCombinations,...listCombinations];var units={w:168*3600,d:24*3600,h:3600,m:60,s:1},longestWait=24*3600*1e3,longestAge=365*24*3600*1e3;function parseDuration(text){
let match=/^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);if(match===null||text==="")return;let part=index2=>Number(
match[index2]??0),milliseconds=(part(1)*3600+part(2)*60+part(3))*1e3;return milliseconds>=1e3&&milliseconds<=longestWait?
milliseconds:void 0}var readDuration=(reader,name3)=>{let value=reader.text(name3),milliseconds=value===void 0?void 0:parseDuration(
value);return milliseconds!==void 0?milliseconds:(refuse(reader,name3,{limit:longestWait,allowed:"a time from 1s to 24h \
such as '90s', '30m' or '1h30m'"}),0)},readAge=(reader,name3)=>{let value=reader.text(name3)??"",days=/^(\d{1,3})d$/.exec(
value),milliseconds=days===null?parseDuration(value):Number(days[1])*units.d*1e3;if(milliseconds!==void 0&&milliseconds>
0&&milliseconds<=longestAge)return milliseconds;refuse(reader,name3,{limit:longestAge,allowed:"a time such as '90m', '24\
h' or '7d', at most '365d'"})};function refuse({text,reject},name3,{limit,allowed:allowed2}){let value=text(name3);reject(
name3,value===void 0?"is empty":`is ${quote(value)}`,suggest(suggestDurations(value??"",limit),allowed2))}function suggestDurations(text,limit){
let fits2=seconds2=>seconds2>=1&&seconds2*1e3<=limit;if(/^\d{1,9}$/.test(text)){let number=Number(text),meant=[...fits2(
number)?[`${number}s`,renderDuration2(number,limit)]:[],...fits2(number*units.m)?[`${number}m`]:[],...fits2(number*units.
h)?[`${number}h`]:[]];return[...new Set(meant)]}let seconds=Math.round(readOtherNotation(text)??0);return fits2(seconds)?
[renderDuration2(seconds,limit)]:[]}function readOtherNotation(text){let clock=/^(\d{1,4}):(\d{2}):(\d{2})$/.exec(text);
if(clock!==null){let[hours=0,minutes2=0,seconds=0]=clock.slice(1).map(Number);return hours*units.h+minutes2*units.m+seconds}
let parts=text.toLowerCase().replace(/^p(.*)$/,(_,iso)=>iso.replace("t","")).replaceAll(/[\s,]|and/g,""),part=/(\d{1,9}(?:\.\d{1,3})?)([wdhms])(?:eeks?|ays?|ours?|rs?|inutes?|ins?|econds?|ecs?)?/g;
if(!(parts===""||parts.replaceAll(part,"")!==""))return[...parts.matchAll(part)].reduce((sum3,[,number,unit])=>sum3+Number(
number)*units[unit],0)}function renderDuration2(seconds,limit){if(limit>longestWait&&seconds%units.d===0)return`${seconds/
units.d}d`;let hours=Math.floor(seconds/units.h),minutes2=Math.floor(seconds%units.h/units.m);return[[hours,"h"],[minutes2,
"m"],[seconds%units.m,"s"]].map(([n,unit])=>n===0?"":`${n}${unit}`).join("")}var noId=/^(?:\d+|latest|last|newest|head|null|undefined|none|true)$/i;function readId(reader,name3,prefix){let value=reader.
text(name3);if(value===void 0)return;let other=prefixOf(value);if(other!==void 0&&other!==prefix){reader.reject(name3,`i\
s ${quote(value)}, the id of ${kindsOfIds[other]??""}`,`the id of ${kindsOfIds[prefix]??""} ('${prefix}-\u2026')`);return}
let spelt=value.replace(new RegExp(`^${prefix}[-_]`,"i"),`${prefix}-`);if(/^[\w-]+$/.test(value)&&spelt===value&&!noId.test(
value))return value;let shape=new RegExp(`^${prefix}-\\w+$`),inside=new RegExp(`\\b${prefix}-[A-Za-z0-9]+`).exec(spelt),
meant=suggestLines(spelt,each=>shape.test(each));reader.reject(name3,`is ${quote(value)}`,suggest(meant.length>0||inside===
null?meant:[`'${inside[0]}'`],`an id such as '${prefix}-4Kq8ZtVfR2mWcYhD'`))}function readRunId(reader,name3,baseUrl){let value=reader.
text(name3),url=value===void 0?null:URL.parse(value),id=/\/runs\/(run-\w+)(?:\/|$)/.exec(url?.pathname??"")?.[1];if(url===
null||id===void 0)return readId(reader,name3,"run");if(baseUrl===void 0||url.host===baseUrl.host)return id;reader.reject(
name3,`is the address of a run on ${quote(url.host)}, while 'hostname' is ${quote(baseUrl.host)}`,"the id of a run ('run\
-\u2026') on the host that is asked")}function readRunIds(reader,baseUrl){let name3="run-id",lines=reader.lines(name3);lines.
length===0&&reader.text(name3)!==void 0&&reader.reject(name3,"has no line that names a run","ids ('run-\u2026')");let runIds=lines.
flatMap(line2=>{let one={...reader,text:()=>line2};return readRunId(one,name3,baseUrl)??[]});return{runId:runIds[0],runIds:[
...new Set(runIds)]}}function readCommit(reader,name3){let value=reader.text(name3);if(value===void 0||/^(?:head|[0-9a-f]{40})$/.
test(value))return value;reader.reject(name3,`is ${quote(value)}`,suggest(/^[0-9A-F]{40}$/i.test(value)?[`'${value.toLowerCase()}\
'`]:/^(?:head|latest|current|true)$/i.test(value)?["'head'"]:[],"'head' (the pull request's head, or the pushed commit),\
 or all 40 hexadecimal characters of a commit, in lower case"))}var inputNames=["token","hostname","organization","workspace","max-workspaces","only-changed","mode","run-id","commit","\
message","configuration-directory","configuration-version-id","targets","replace","invoke-action","policy-paths","variab\
les","var-files","destroy","refresh","refresh-only","allow-empty-apply","allow-config-generation","debugging-mode","terr\
aform-version","approve","on-blocked","confirm","order","fail-on-blocked","reason","max-destroy","max-replace","max-chan\
ge","protected-addresses","max-monthly-cost-increase","allow-partial-cost-estimate","expected-plan-digest","expected-con\
figuration-digest","max-plan-age","allowed-run-creators","required-approvals","require-review-decision","required-labels",
"allowed-actors","require-up-to-date","require-newest-run","allow-forks","allow-foreign-run","policy-override","override\
-reason","queue-timeout","run-timeout","apply-timeout","max-parallel","cleanup","supersede","github-token","pull-request",
"comment","comment-key","comment-detail","check-runs","job-summary","list-scope","filters","max-items"];function predecessorsOf(order,name3,isDestroy){return order.map(chain=>isDestroy?chain.toReversed():chain).flatMap(chain=>chain.
flatMap((each,index2)=>{let before=chain[index2-1];return each===name3&&before!==void 0?[before]:[]}))}function findRing(order){
let done2=new Set,walk=(name3,trail)=>{let start=trail.indexOf(name3);if(start>=0)return[...trail.slice(start),name3];if(!done2.
has(name3)){for(let before of predecessorsOf(order,name3,!1)){let ring=walk(before,[...trail,name3]);if(ring!==void 0)return ring}
done2.add(name3)}};for(let name3 of new Set(order.flat())){let ring=walk(name3,[]);if(ring!==void 0)return ring.toReversed()}}var allowed="chains of workspace names, one a line, such as network \u2192 app \u2192 dns";function readOrder({lines,reject},name3){
let order=lines(name3).map(line2=>line2.split(/→|->|>/).map(each=>each.trim()));for(let chain of order){let strange=chain.
find(each=>!/^[\w-]+$/.test(each));if(strange!==void 0){let wrong=strange===""?`has a chain with a gap: ${quote(chain.join(
" \u2192 "))}`:`has ${quote(strange)}, which is no name of a workspace`;return reject(name3,wrong,suggest(suggestChain(strange),
allowed)),[]}if(chain.length===1)return reject(name3,`has ${quote(chain[0]??"")} alone on a line`,allowed),[]}let ring=findRing(
order);return ring===void 0?order:(reject(name3,`goes round in a ring: ${quote(ring.join(" \u2192 "))}`,"chains without \
a ring: what comes later waits for what comes before"),[])}function suggestChain(text){let names2=text.replace(/^-\s+/,"").
split(/\s*,\s*|\s+/);return names2.length>1&&names2.every(each=>/^[\w-]+$/.test(each))?[`'${names2.join(" \u2192 ")}'`]:
[]}var addressGlob=/^[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?(?:\.[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?)*$/u,
off="none",offSlip=/^(?:none|no|off|false|null|nil|~|-|-1|unlimited|infinity|any|all|\*|disabled)$/i,digest=/^(?:(?:[a-z][a-z0-9-]*:)?[0-9a-f]{64}|bound:[0-9a-f]{64}\+(?:files:[0-9a-f]{64}|version:cv-\w+)|unknown)$/,
configurationDigest=/^(?:(?:files|set):[0-9a-f]{64}|version:cv-\w+|unknown)$/;function readRule(reader,name3,read2){let value=reader.
text(name3);if(value===off)return;if(value===void 0){reader.reject(name3,"is empty, and an empty rule would be no rule",
`a value; '${off}' where this rule is not wanted`);return}let isOff=offSlip.test(value);return read2({...reader,reject(input,wrong,allowed2){
reader.reject(input,wrong,suggest(isOff?[`'${off}'`]:[],allowed2))}},name3)}var readAmount=({text,reject},name3)=>{let value=text(
name3);if(value===void 0)return;if(/^\d{1,12}(?:\.\d{1,9})?$/.test(value))return Number(value);let bare3=withoutQuotes(value).
replace(/^(?:[$€£]|USD|EUR)\s*|\s*(?:[$€£]|USD|EUR)$/g,"").replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g,"").replace(/^(\d+),(\d\d?)$/,
"$1.$2");reject(name3,`is ${quote(value)}`,suggest(/^\d{1,12}(?:\.\d{1,9})?$/.test(bare3)?[`'${bare3}'`]:[],"a number fr\
om 0 up such as '12.5'"))},readDigest=({text,reject},name3)=>{let value=text(name3);if(value===void 0||digest.test(value))
return value;reject(name3,`is ${quote(value)}`,"the digest that an earlier step put out: 64 hex digits, with the word be\
fore them where it has one; or 'reviewed' with 'commit'")},readConfigurationDigest=({text,reject},name3)=>{let value=text(
name3);if(value===void 0||configurationDigest.test(value))return value;reject(name3,`is ${quote(value)}`,"the output 'co\
nfiguration-digest' of an earlier step, such as 'files:' with 64 hex digits")},readAddressGlobs=(reader,name3)=>readLinesLike(
reader,name3,entry=>addressGlob.test(entry)?faultOfGlob(entry):"",`one resource address a line, such as 'module.db.*' or\
 'module.*["eu"].aws_instance.web'`);function faultOfGlob(glob){if(glob.startsWith("resource."))return"an address has no\
 'resource.' before its type";let fault=/[*?]/.test(glob)?"":findFault(glob,"target")??"";return/^behind the name|is no type of a resource$/.
test(fault)?fault:void 0}var readLabels=(reader,name3)=>readLinesLike(reader,name3,like(/^(?!-\s|\[.*\]$|(["'`]).*\1$)[^,]{1,50}$/u),
"one label a line, without commas, bullets or quotes around it"),readLogins=(reader,name3)=>readLinesLike(reader,name3,entry=>/^@?[\w-]+\/[\w-]+$/.
test(entry)?"a team has no login; 'require-review-decision' and the reviewers of an environment know teams":like(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/)(
entry),"one GitHub login a line, such as 'octocat', without '@' or commas"),readAccounts=(reader,name3)=>readLinesLike(reader,
name3,like(/^[^\s,@][^\s,]*$/u),"one user name or id ('user-\u2026') of HCP Terraform a line");function like(shape){return entry=>shape.
test(entry)?void 0:""}function readLinesLike({lines,reject},name3,faultOf,allowed2){let entries=lines(name3);for(let entry of entries){
let fault=faultOf(entry);fault!==void 0&&reject(name3,`has the line ${quote(entry)}${fault===""?"":`: ${fault}`}`,suggest(
suggestLines(entry,each=>faultOf(each)===void 0),allowed2))}return entries.length===0&&reject(name3,"has no line that sa\
ys anything",allowed2),entries}function readPeopleRules(reader){let rule=(name3,read2)=>readRule(reader,name3,read2);return{requiredApprovals:rule("req\
uired-approvals",readCount)??0,requireReviewDecision:readRequiredFlag(reader,"require-review-decision"),requiredLabels:rule(
"required-labels",readLabels)??[],allowedActors:rule("allowed-actors",readLogins)??[],requireUpToDate:readRequiredFlag(reader,
"require-up-to-date"),requireNewestRun:readRequiredFlag(reader,"require-newest-run"),allowForks:readRequiredFlag(reader,
"allow-forks"),allowForeignRun:readRequiredFlag(reader,"allow-foreign-run")}}var reviewed="reviewed";function readPlanRules(reader){let rule=(name3,read2)=>readRule(reader,name3,read2),expectReviewedPlan=reader.
text("expected-plan-digest")===reviewed;return{maxDestroy:rule("max-destroy",readCount),maxReplace:rule("max-replace",readCount),
maxChange:rule("max-change",readCount),protectedAddresses:rule("protected-addresses",readAddressGlobs)??[],maxMonthlyCostIncrease:rule(
"max-monthly-cost-increase",readAmount),allowPartialCostEstimate:readRequiredFlag(reader,"allow-partial-cost-estimate"),
expectedPlanDigest:expectReviewedPlan?void 0:rule("expected-plan-digest",readDigest),expectReviewedPlan,expectedConfigurationDigest:rule(
"expected-configuration-digest",readConfigurationDigest),maxPlanAge:rule("max-plan-age",readAge),allowedRunCreators:rule(
"allowed-run-creators",readAccounts)??[]}}function createInputReader(read2){let problems=[];return{problems,reject(input,wrong,allowed2){problems.push({input,wrong,
allowed:allowed2})},text(name3){let value=read2(name3).trim();return value===""?void 0:value},lines(name3){return read2(
name3).split(/\r?\n/).map(line2=>line2.trim()).filter(line2=>line2!==""&&!line2.startsWith("#"))}}}var nameOfSecret=/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,githubToken=/^(?:gh[opsur]_|github_pat_)/;function readToken(reader){
let token=reader.text("token");return token===void 0?(reader.reject("token","is empty","a user or team token (pull reque\
sts from forks and Dependabot get no secrets)"),""):(isExpression(token)?refuseExpression(reader,"token",token):/^Bearer\s/i.
test(token)?reader.reject("token","begins with 'Bearer'","the token alone; the word before it is added to each request"):
/^[\x21-\x7e]+$/.test(token)?nameOfSecret.test(token)?refuseExpression(reader,"token",`secrets.${token}`,token):/^[\w.~+/=-]+$/.
test(token)?githubToken.test(token)&&reader.reject("token","is a token of GitHub","a user or team token of HCP Terraform\
; GitHub's is for 'github-token'"):reader.reject("token","has characters that no token has, such as quotes, brackets or \
asterisks","the token alone, as it was shown when it was made"):reader.reject("token","has white space or control charac\
ters inside","one token"),token)}function readGitHubToken(reader){let token=reader.text("github-token");if(token!==void 0)
return isExpression(token)?refuseExpression(reader,"github-token",token):nameOfSecret.test(token)?refuseExpression(reader,
"github-token",`secrets.${token}`,token):/^\S+\.atlasv1\.\S+$/.test(token)?reader.reject("github-token","is a token of H\
CP Terraform","a token of GitHub; HCP Terraform's is for 'token'"):/\s/.test(token)&&reader.reject("github-token","has w\
hite space inside","one token"),token}function matchesName(glob,name3){let[first="",...rest2]=glob.split("*"),last=rest2.pop();if(last===void 0)return name3===
glob;if(!name3.startsWith(first))return!1;let from=first.length;for(let part of rest2){let at=name3.indexOf(part,from);if(at<
0)return!1;from=at+part.length}return name3.endsWith(last)&&name3.length-last.length>=from}var allowedFolders="a folder; or a line 'name: folder' for each workspace, whose name may have '*' in it";function parseWorkspaceFolders(text){
let written2=text.trim();if(written2==="")return{folders:void 0,problems:[]};let lines=written2.split(/\r?\n/).map(line2=>line2.
trim()).filter(line2=>line2!==""&&!line2.startsWith("#")),[alone="",second]=lines;if(alone!==""&&second===void 0&&readLine2(
alone)===void 0)return{folders:{kind:"one",folder:alone},problems:[]};let readings=lines.map(line2=>({line:line2,read:readLine2(
line2)})),read2=readings.flatMap(each=>each.read??[]),problems=[...readings.flatMap(({line:line2,read:read3})=>read3===void 0?
[problem(`has the line ${quote(line2)}`)]:[]),...repeated(read2.map(({name:name3})=>name3)).map(name3=>problem(`names th\
e workspace '${name3}' twice`)),...lines.length===0?[problem("has no line that says anything")]:[]];return problems.length>
0?{folders:void 0,problems}:{folders:{kind:"each",lines:read2},problems:[]}}function readFolders(reader){let name3="conf\
iguration-directory",{folders,problems}=parseWorkspaceFolders(reader.text(name3)??"");for(let{wrong,allowed:allowed2}of problems)
reader.reject(name3,wrong,allowed2);return{configurationDirectory:foldersOf(folders)[0],folders}}function foldersOf(folders){
return folders===void 0?[]:folders.kind==="one"?[folders.folder]:folders.lines.map(({folder})=>folder)}function folderOf(folders,workspace){
if(folders.kind==="one")return folders.folder;let{lines}=folders;return(lines.find(({name:name3})=>name3===workspace.id)??
lines.find(({name:name3})=>name3===workspace.name)??lines.find(({name:name3})=>matchesName(name3,workspace.name)))?.folder}
function problem(wrong){return{input:"configuration-directory",wrong,allowed:allowedFolders}}function readLine2(line2){let[
,name3,folder]=/^([\w.*-]+)[ \t]*:[ \t]+(.+)$/.exec(line2)??[];return name3===void 0||folder===void 0?void 0:{name:name3,
folder:folder.trim()}}function repeated(names2){return[...new Set(names2.filter((name3,at)=>names2.indexOf(name3)!==at))]}function examineInputs(read2){let reader=createInputReader(read2),inputs2={...readPlace(reader),...readNewRun(reader),...readDecision(
reader),...readPlanRules(reader),...readPeopleRules(reader),...readWaits(reader),...readReport(reader),...readList2(reader)};
return rejectCombinations(combinations,askedOf(inputs2),{...reader,isWrong:name3=>reader.problems.some(({input})=>input===
name3)}),{inputs:inputs2,problems:tellUnfilled(inputNames,reader)}}function readPlace(reader){let token=readToken(reader),
baseUrl=readBaseUrl(reader);return{token,baseUrl:baseUrl??new URL("https://invalid.invalid"),organization:readName(reader,
"organization"),...readWorkspaces(reader),maxWorkspaces:readCount(reader,"max-workspaces",1)??1,onlyChanged:readRequiredFlag(
reader,"only-changed"),mode:readChoice(reader,"mode",modes),...readRunIds(reader,baseUrl),commit:readCommit(reader,"comm\
it")}}function readNewRun(reader){let flag2=(name3,otherwise)=>readFlag(reader,name3)??otherwise;return{message:reader.text(
"message"),...readFolders(reader),configurationVersionId:readId(reader,"configuration-version-id","cv"),targets:readAddresses(
reader,"targets","target"),replace:readAddresses(reader,"replace","replace"),invokeAction:readAction(reader),policyPaths:reader.
lines("policy-paths"),variables:reader.text("variables"),varFiles:reader.lines("var-files"),destroy:flag2("destroy",!1),
refresh:flag2("refresh",!0),refreshOnly:flag2("refresh-only",!1),allowEmptyApply:flag2("allow-empty-apply",!1),allowConfigGeneration:flag2(
"allow-config-generation",!1),debuggingMode:flag2("debugging-mode",!1),terraformVersion:readVersion(reader,"terraform-ve\
rsion")}}function readDecision(reader){return{approve:readFlag(reader,"approve"),onBlocked:readChoice(reader,"on-blocked",
blockedChoices),confirm:readChoice(reader,"confirm",confirmChoices),order:readOrder(reader,"order"),failOnBlocked:readRequiredFlag(
reader,"fail-on-blocked"),reason:readReason(reader),policyOverride:readRequiredFlag(reader,"policy-override"),overrideReason:reader.
text("override-reason")}}var longestReason=1e3;function readReason({text,reject}){let reason=text("reason");return reason!==
void 0&&reason.length>longestReason&&reject("reason",`has ${reason.length} characters`,`a text of at most ${longestReason}\
 characters`),reason}function readWaits(reader){return{queueTimeout:readDuration(reader,"queue-timeout"),runTimeout:readDuration(
reader,"run-timeout"),applyTimeout:readDuration(reader,"apply-timeout"),maxParallel:readCount(reader,"max-parallel",1)??
1,cleanup:readRequiredFlag(reader,"cleanup"),supersede:readRequiredFlag(reader,"supersede")}}function readReport(reader){
return{githubToken:readGitHubToken(reader),pullRequest:readCount(reader,"pull-request",1),comment:readChoice(reader,"com\
ment",comments),commentKey:reader.text("comment-key"),commentDetail:readChoice(reader,"comment-detail",details2),checkRuns:readRequiredFlag(
reader,"check-runs"),jobSummary:readRequiredFlag(reader,"job-summary")}}var mostItems=1e4;function readList2(reader){let maxItems=readCount(
reader,"max-items",1)??100;return maxItems>mostItems&&reader.reject("max-items",`is ${maxItems}`,`a number up to ${mostItems}`),
{listScope:readChoice(reader,"list-scope",listScopes),filters:reader.text("filters"),maxItems}}function findUnknownInputs(variables){let known3=new Set(inputNames);return variables.filter(name3=>/^INPUT_./i.test(name3)).
flatMap(name3=>{let input=name3.slice(6).toLowerCase();return known3.has(input)?name3===name3.toUpperCase()?[]:[misspelt(
input,name3)]:[{input,wrong:"is no input of this action",allowed:suggest2(input)}]})}function misspelt(input,variable){return{
input,wrong:`stands in the environment as ${quote(variable)}, where it is not read`,allowed:`'${input}' under 'with:'`}}
function suggest2(input){let nearest=findNearest(input,inputNames);return nearest===void 0?"the inputs in action.yml of \
the version that is used":`did you mean '${nearest}'?`}import{realpath as realpath2,stat as stat4}from"node:fs/promises";import{resolve as resolve3}from"node:path";var filterNames=["operation","status","status_group","source","timeframe","agent_pool_names","workspace_names","search",
"user","commit"],parameters3={"search[basic]":"search",basic:"search","search[user]":"user","search[commit]":"commit",q:"\
search",...Object.fromEntries(filterNames.slice(0,7).map(name3=>[`filter[${name3}]`,name3]))};function nameFilter(key){return filterNames.
find(name3=>name3===key)??(Object.hasOwn(parameters3,key)?parameters3[key]:void 0)}var words2={isSingle:!1,shape:/^[a-z]+(?:_[a-z]+)*$/,
allowed:"",corrections:{}},free={isSingle:!1,shape:/./,allowed:"a text",corrections:{}},runOperations=["plan_only","plan\
_and_apply","save_plan","refresh_only","destroy","empty_apply","action_only"],filterForms={operation:{...words2,allowed:runOperations.
join(", "),corrections:{plan:"plan_only",apply:"plan_and_apply",plan_apply:"plan_and_apply",plan_destroy:"destroy",refresh:"\
refresh_only",saved_plan:"save_plan"}},status:{...words2,allowed:"HCP Terraform's status names, such as 'planned_and_fin\
ished'",corrections:{completed:"applied, planned_and_finished",failed:"errored",error:"errored",cancelled:"canceled",force_cancelled:"\
force_canceled",running:"planning, applying (or 'status_group: non_final')"}},status_group:{isSingle:!0,shape:/^(?:non_final|final|discardable)$/,
allowed:"non_final, final, discardable",corrections:{pending:"non_final",running:"non_final",completed:"final",failed:"'\
status: errored'",discarded:"'status: discarded'"}},source:{...words2,shape:/^[a-z]+(?:[-+_][a-z]+)*$/,allowed:"sources \
such as 'tfe-api', 'tfe-ui', 'tfe-configuration-version', 'terraform', 'terraform+cloud'",corrections:{api:"tfe-api",ui:"\
tfe-ui",vcs:"tfe-configuration-version",configuration_version:"tfe-configuration-version",cli:"terraform, terraform+clou\
d","tfe-cli":"terraform, terraform+cloud"}},timeframe:{isSingle:!0,shape:/^(?:year|\d{4})$/,allowed:"a year such as '202\
6', or 'year' for the last 365 days",corrections:{}},agent_pool_names:free,workspace_names:free,search:{...free,isSingle:!0},
user:{...free,isSingle:!0},commit:{...free,isSingle:!0}};var aMap="a YAML or JSON map of filters, such as 'status: planned, errored', one a line";async function parseFilters(text,scope){
let problems=[],reject=(wrong2,allowed2)=>{problems.push({input:"filters",wrong:wrong2,allowed:allowed2})},filters={},wrong=new Set;
for(let[key,value]of await readMap(text,reject)){let name3=nameFilter(key);if(name3===void 0)reject(`has the key ${quote(
key)}`,suggestName(key));else if(name3 in filters||wrong.has(name3))reject(`has '${name3}' twice`,"one of the two");else{
let values3=readValues(name3,value,reject);values3===void 0?wrong.add(name3):filters[name3]=values3}}return rejectCombinations(
filterCombinations,{scope,filters},{isWrong:name3=>wrong.has(name3),reject:(name3,how,allowed2)=>{reject(`has '${name3}'\
 ${how}`,allowed2)}}),{filters,problems}}async function readMap(text,reject){let{parseDocument:parseDocument4}=await import("./shared/46FIU2OL.js"),
document=parseDocument4(text,{schema:"failsafe",prettyErrors:!1}),[problem3]=[...document.errors,...document.warnings];if(problem3){
let code2=problem3.code.toLowerCase().replaceAll("_"," "),line2=text.slice(0,problem3.pos[0]).split(`
`).length;return reject(`is not YAML (${code2}) (line ${line2})`,aMap),[]}let value;try{value=document.toJS({maxAliasCount:0})}catch{
return reject("has an alias","the value, written out"),[]}return value==null?[]:typeof value!="object"||Array.isArray(value)?
(reject("is not a map of filters",aMap),[]):Object.entries(value)}function suggestName(key){let nearest=findNearest(key,
filterNames);return suggest(nearest===void 0?[]:[`'${nearest}'`],filterNames.map(name3=>`'${name3}'`).join(", "))}function readValues(name3,value,reject){
let{isSingle}=filterForms[name3],written2=Array.isArray(value)?value:[value];if(!written2.every(each=>typeof each=="stri\
ng"||each===null)){reject(`has no text for '${name3}'`,"a text, or a list of texts");return}let values3=written2.flatMap(
each=>isSingle?[each??""]:(each??"").split(",")).map(each=>each.trim()).filter(each=>each!=="");if(values3.length===0){reject(
`has nothing for '${name3}', and would list as if it were not there`,"a value, or no such key");return}let isRight=values3.
map(each=>isValue(name3,each,reject));if(isSingle&&values3.length>1){reject(`has ${values3.length} values for '${name3}'`,
"one");return}return isRight.includes(!1)?void 0:values3}function isValue(name3,value,reject){let{shape,allowed:allowed2,
corrections}=filterForms[name3],plain4=value.toLowerCase(),right=Object.hasOwn(corrections,plain4)?corrections[plain4]:void 0;
return right===void 0&&shape.test(value)?!0:(reject(`has ${quote(value)} for '${name3}'`,suggest(right===void 0?[]:[right],
allowed2)),!1)}import{realpath}from"node:fs/promises";import{isAbsolute,relative,resolve,sep}from"node:path";async function isInCheckout(path3,checkout){
if(checkout==="")return!0;let border=await realpath(checkout).catch(()=>resolve(checkout)),way=relative(border,await realpath(
path3));return way!==".."&&!way.startsWith(`..${sep}`)&&!isAbsolute(way)}import{accessSync,constants,statSync}from"node:fs";function examineEnvironment(env,needs2){return[...examineFile(env,"GI\
THUB_OUTPUT","outputs"),...examineFile(env,"GITHUB_STATE","the state for the clean-up"),...needs2.temporaryFolder?examineFolder(
env):[],...needs2.github?examineApi(env):[]]}function examineFile(env,name3,what){let path3=env[name3]??"";if(path3==="")
return[];let why=failureOf2(path3,"file");return why===void 0?[]:[{input:name3,wrong:`is ${JSON.stringify(path3)}, which\
 cannot be written (${why})`,allowed:`the runner's own file for ${what}: leave it as the runner sets it`}]}function examineFolder(env){
let folder=env.RUNNER_TEMP??"";if(folder==="")return[];let why=failureOf2(folder,"folder");return why===void 0?[]:[{input:"\
RUNNER_TEMP",wrong:`is ${JSON.stringify(folder)}, where no file can be made (${why})`,allowed:"a folder that the runner'\
s account may write to, with room for the packed configuration and the plan"}]}function examineApi(env){let text=env.GITHUB_API_URL??
"";if(text==="")return[];let url=URL.parse(text);return(url?.protocol==="https:"||url?.protocol==="http:")&&url.username===
""&&url.password===""&&url.search===""&&url.hash===""?[]:[{input:"GITHUB_API_URL",wrong:`is ${JSON.stringify(text.replace(
/\/\/[^/@]*@/,"//***@"))}, which is no address of an API`,allowed:"GitHub's own, such as 'https://api.github.com' or 'ht\
tps://github.example.com/api/v3'"}]}function failureOf2(path3,kind){try{let isFolder=statSync(path3).isDirectory();if(isFolder!==
(kind==="folder"))return isFolder?"EISDIR":"ENOTDIR";let{W_OK,X_OK}=constants;accessSync(path3,kind==="folder"?W_OK|X_OK:
W_OK);return}catch(error){return error.code??(error instanceof Error?error.message:String(error))}}var unseen=[[/^TF_VAR_./,
"use 'variables', 'var-files' or the workspace's variables"],[/^TF_CLI_ARGS/,"use the inputs for a run's options, such a\
s 'targets' and 'replace'"],[/^TF_LOG(?:_|$)/,"use 'debugging-mode'"]],mostNamed=5;function findUnseenVariables(env){return unseen.
flatMap(([shape,instead])=>{let names2=Object.keys(env).filter(name3=>shape.test(name3)&&(env[name3]??"")!=="").sort();if(names2.
length===0)return[];let more=names2.length-mostNamed;return[`The environment of this step has ${`${names2.slice(0,mostNamed).
join(", ")}${more>0?` and ${more} more`:""}`}. Runs on HCP Terraform do not see ${names2.length===1?"it":"them"}: ${instead}\
.`]})}import{readFile,stat as stat2}from"node:fs/promises";import{resolve as resolve2}from"node:path";var VariablesError=class extends Error{name="VariablesError";wrong;line;isSyntax;meant;constructor(wrong,{line:line2,isSyntax=!1,
meant}={}){super(line2===void 0?wrong:`${wrong} (line ${line2})`),this.wrong=wrong,this.line=line2,this.isSyntax=isSyntax,
this.meant=meant}};function parseVarFile(source){let text=source.replace(/^\ufeff/,""),variables=new Map,at=skipBlank(text,0);for(;at<text.
length;){let start=at,key=/^[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(text.slice(at,at+1e3))?.[0];if(key===void 0)throw problem2(
text,at,"has no variable name where one must begin");if(at=skipInline(text,at+key.length),text[at]==="{"||text[at]==='"')
throw problem2(text,at,`has a block '${key}'; only 'name = value' fits`);if(text[at]!=="="||text[at+1]==="=")throw problem2(
text,at,`has no '=' after '${key}'`);at=skipInline(text,at+1);let end3=scanExpression(text,at),value=text.slice(at,end3.
textEnd).trimEnd();if(value==="")throw problem2(text,at,`has no value for '${key}'`);if(checkVariableName(key,lineOf2(text,
start)),variables.has(key))throw problem2(text,start,`defines '${key}' a second time`);variables.set(key,{key,value:end3.
isHeredoc?`${value}
`:value}),at=skipBlank(text,end3.next)}return[...variables.values()]}function parseExpression(source){let text=source.trim();
if(text==="")throw new VariablesError("is empty");let{textEnd,isHeredoc}=scanExpression(text,0);if(text.slice(textEnd).trim()!==
"")throw new VariablesError("does not end where its line ends");return isHeredoc?`${text}
`:text}var longestName2=128;function checkVariableName(name3,line2){let[,own]=/^TF_VAR_(\w+)$/.exec(name3)??[];if(own!==
void 0)throw new VariablesError(`has "${name3}", which is what '${own}' is called in an environment; here it is '${own}'`,
{line:line2});if(!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name3))throw new VariablesError(`has ${JSON.stringify(name3.
slice(0,60))}, which is no name of a Terraform variable (letters, digits, '_' and '-', no digit first)`,{line:line2});if(name3.
length>longestName2)throw new VariablesError(`has a name of ${name3.length} characters (at most ${longestName2})`,{line:line2})}
var closing={"{":"}","[":"]","(":")"};function scanExpression(text,from,until){let open2=[],at=from,heredocEnd=-1,isOutside=()=>open2.
length===0&&until===void 0;for(;at<text.length;){let character=text[at]??"";if(character===`
`){if(isOutside())break;at+=1}else if(character==="#"||text.startsWith("//",at)){if(isOutside())break;at=endOfLine(text,
at)}else if(text.startsWith("/*",at))at=skipComment(text,at);else if(character==='"')at=scanString(text,at);else if(text.
startsWith("<<",at))at=scanHeredoc(text,at),heredocEnd=at;else if(character in closing)open2.push({close:closing[character]??
"",at}),at+=1;else if(character==="}"||character==="]"||character===")"){let innermost=open2.pop();if(innermost===void 0&&
character===until)return{textEnd:at,next:at+1,isHeredoc:!1};if(innermost?.close!==character)throw problem2(text,at,`has \
a '${character}' that closes nothing`);at+=1}else at+=1}let unclosed=open2.at(-1);if(unclosed!==void 0)throw problem2(text,
unclosed.at,`has a '${text[unclosed.at]??""}' that is not closed`);if(until!==void 0)throw problem2(text,from,"has a tem\
plate ('${' or '%{') without its end");return{textEnd:at,next:at,isHeredoc:heredocEnd>=0&&text.slice(heredocEnd,at).trim()===
""}}function scanString(text,from){let at=from+1;for(;at<text.length;){let character=text[at];if(character==='"')return at+
1;if(character===`
`)break;character==="\\"?at+=2:at=scanTemplatePart(text,at)}throw problem2(text,from,"has a string that is not closed on\
 its line")}function scanHeredoc(text,from){let head=/^<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u.exec(text.slice(from,
from+1e3)),mark2=head?.[1];if(head===null||mark2===void 0)throw problem2(text,from,"has '<<' without a mark and a line e\
nd after it");let at=from+head[0].length,isLineStart=!0;for(;at<text.length;){if(isLineStart){let end3=endOfLine(text,at);
if(text.slice(at,end3).trim()===mark2)return at+text.slice(at,end3).trimEnd().length}isLineStart=text[at]===`
`,at=isLineStart?at+1:scanTemplatePart(text,at)}throw problem2(text,from,`has a heredoc without its end '${mark2}'`)}function scanTemplatePart(text,at){
return text.startsWith("$${",at)||text.startsWith("%%{",at)?at+3:text.startsWith("${",at)||text.startsWith("%{",at)?scanExpression(
text,at+2,"}").next:at+1}function skipBlank(text,from){let at=from;for(;;)if(/\s/.test(text[at]??""))at+=1;else if(text[at]===
"#"||text.startsWith("//",at))at=endOfLine(text,at);else if(text.startsWith("/*",at))at=skipComment(text,at);else return at}
function skipInline(text,from){let at=from;for(;;)if(text[at]===" "||text[at]==="	")at+=1;else if(text.startsWith("/*",at))
at=skipComment(text,at);else return at}function skipComment(text,from){let end3=text.indexOf("*/",from+2);if(end3<0)throw problem2(
text,from,"has a comment without its '*/'");return end3+2}function endOfLine(text,from){let end3=text.indexOf(`
`,from);return end3<0?text.length:end3}function problem2(text,at,wrong){return new VariablesError(wrong,{line:lineOf2(text,
at)})}function lineOf2(text,at){return text.slice(0,at).split(`
`).length}var deepest=64;function encodeString(text){if(!text.isWellFormed())throw new VariablesError("has half of a surrogate pai\
r in a string");return JSON.stringify(text).replace(/\\(.)/gs,(escape,character)=>character==="b"?"\\u0008":character===
"f"?"\\u000c":escape).replace(/[$%](?=\{)/g,"$&$&")}function encodeList(items){return`[${items.join(", ")}]`}function encodeMap(entries){
let members2=entries.map(([key,value])=>`${encodeString(key)} = ${value}`);return members2.length===0?"{}":`{ ${members2.
join(", ")} }`}function encodeExpression(expression,key,line2){try{return parseExpression(expression)}catch(error){throw error instanceof
VariablesError?new VariablesError(`has an 'hcl' expression for '${key}' that ${error.wrong}`,{line:line2}):error}}function checkDepth(depth,key){
if(!(depth<=deepest))throw new VariablesError(`has '${key}' nested deeper than ${deepest} levels`)}function parseJsonVariables(text,{expressions=!0}={}){let value;try{value=JSON.parse(text,keepDigits)}catch(error){let said2=error instanceof
Error?error.message:"",line2=/line (\d+)/.exec(said2)?.[1],position=/position (\d+)/.exec(said2)?.[1];throw new VariablesError(
"is not JSON",{line:line2===void 0?position===void 0?void 0:lineAt(text,Number(position)):Number(line2),isSyntax:!0})}if(!isMap(
value))throw new VariablesError("is not a map of names to values");return Object.entries(value).map(([key,each])=>(checkVariableName(
key),{key,value:encodeJson(each,key,expressions)}))}var digitsMark=Symbol("digits");function keepDigits(_,value,context2){
return typeof value=="number"?{[digitsMark]:!0,digits:context2?.source??String(value)}:value}function isDigits(value){return digitsMark in
value}function isMap(value){return typeof value=="object"&&value!==null&&!Array.isArray(value)&&!isDigits(value)}function encodeJson(value,key,expressions,depth=0){
checkDepth(depth,key);let next=each=>encodeJson(each,key,expressions,depth+1);if(typeof value=="string")return encodeString(
value);if(typeof value=="boolean"||value===null)return String(value);if(Array.isArray(value))return encodeList(value.map(
next));if(typeof value=="object"&&isDigits(value))return value.digits;let members2=Object.entries(value),[first]=members2;
return expressions&&members2.length===1&&first?.[0]==="hcl"&&typeof first[1]=="string"?encodeExpression(first[1],key):encodeMap(
members2.map(([name3,each])=>[name3,next(each)]))}function lineAt(text,offset){return text.slice(0,offset).split(`
`).length}async function parseYamlVariables(text){let yaml=await import("./shared/46FIU2OL.js"),source={yaml,lines:new yaml.LineCounter},
root=readRoot(source,text);if(root===null)return[];if(!yaml.isMap(root)){let[,name3]=/^(?:-+var[= ]\s*)?([A-Za-z_][\w-]{0,40})\s*[=:]\s*[^\s=]/.
exec(text.trim())??[],meant=name3===void 0?"":`, such as '${name3}: VALUE'`;throw new VariablesError(`is not a map of na\
mes to values${meant}`,{line:lineOf3(source,root)})}return root.items.map(pair=>{let key=readName3(source,pair.key),line2=lineOf3(
source,pair.key);return checkVariableName(key,line2),{key,value:located(line2,()=>encodeNode(source,pair.value,key))}})}
function readRoot({yaml,lines},text){let document=yaml.parseDocument(text,{version:"1.2",schema:"core",prettyErrors:!1,lineCounter:lines,
customTags:[{tag:"!hcl",resolve:value=>value}]}),[problem3]=[...document.errors,...document.warnings];if(problem3)throw new VariablesError(
`is not YAML (${wordsOf(problem3.code)})`,{line:lines.linePos(problem3.pos[0]).line,isSyntax:!0});return document.contents}
function wordsOf(code2){return{BAD_SCALAR_START:"a value that begins with @, ` or % has to be in quotes",BLOCK_AS_IMPLICIT_KEY:"\
two ': ' in one line: put the value in quotes, or each variable on a line of its own",DUPLICATE_KEY:"a name that is ther\
e before",MISSING_CHAR:"a quote, a bracket or a colon is missing",TAB_AS_INDENT:"a tab before a name: only spaces indent"}[code2]??
code2.toLowerCase().replaceAll("_"," ")}function encodeNode(source,node,key,depth=0){checkDepth(depth,key);let{yaml}=source,
next=each=>encodeNode(source,each,key,depth+1);if(node==null)return"null";let line2=lineOf3(source,node);if(yaml.isAlias(
node))throw new VariablesError(`has an alias in '${key}'; write the value out`,{line:line2});if(yaml.isScalar(node))return encodeScalar(
node,key,line2);if(yaml.isSeq(node))return encodeList(node.items.map(next));if(!yaml.isMap(node))throw new VariablesError(
`has a value for '${key}' that is no data`,{line:line2});let expression=expressionOf(source,node);return expression===void 0?
encodeMap(node.items.map(pair=>[readName3(source,pair.key),next(pair.value)])):encodeExpression(expression,key,line2)}function encodeScalar({
value,source,tag},key,line2){if(tag==="!hcl")return encodeExpression(String(value),key,line2);if(typeof value=="string")
return encodeString(value);if(typeof value=="number"){let digits=readDigits(source??"",value);if(digits!==void 0)return digits;
throw new VariablesError(`has no finite number for '${key}'`,{line:line2})}return typeof value=="boolean"?String(value):
"null"}function expressionOf({yaml},node){let[only]=node.items;return node.items.length===1&&yaml.isScalar(only?.key)&&only.
key.value==="hcl"&&yaml.isScalar(only.value)&&typeof only.value.value=="string"?only.value.value:void 0}function readName3(source,node){
if(source.yaml.isScalar(node)){let{value,source:written2}=node;if(typeof value=="string")return value;if(value!==null&&written2!==
void 0)return written2}throw new VariablesError("has a key that is no text",{line:lineOf3(source,node)})}function lineOf3({
lines},node){let[offset]=rangeOf(node)??[];return offset===void 0?void 0:lines.linePos(offset).line}function located(line2,encode5){
try{return encode5()}catch(error){throw!(error instanceof VariablesError)||error.line!==void 0?error:new VariablesError(
error.wrong,{line:line2})}}function rangeOf(node){return typeof node=="object"&&node!==null&&"range"in node?node.range??
void 0:void 0}function readDigits(source,value){let decimal=/^([-+]?)0*(\d[\d]*)((?:\.\d+)?)\.?((?:[eE][-+]?\d+)?)$/.exec(
source.replace(/^([-+]?)\./,"$10."));if(decimal){let[,sign="",whole="",fraction="",exponent=""]=decimal;return`${sign===
"-"?"-":""}${whole}${fraction}${exponent}`}return Number.isFinite(value)?BigInt(source).toString():void 0}async function parseVariables(text){if(/^\s*\{/.test(text))try{return parseJsonVariables(text)}catch(error){if(!(error instanceof
VariablesError)||!error.isSyntax)throw error}return await parseYamlVariables(text)}function mergeVariables(sources){let byKey=new Map;
for(let variable of sources.flat())byKey.set(variable.key,variable);return[...byKey.values()]}var longestFile=1024*1024;async function readVariables(inputs2,files){let problems=[],take5=async(read2,explain2)=>{try{
return await read2()}catch(error){if(!(error instanceof VariablesError))throw error;return problems.push(explain2(error)),
[]}},sources=[];for(let path3 of inputs2.varFiles)sources.push(await take5(async()=>await readVarFile(path3,files),({message,
meant})=>({input:"var-files",wrong:`has '${path3}', which ${message}`,allowed:`${path3.endsWith(".json")?"a JSON object \
of variables":"a readable file in Terraform's .tfvars notation"}${meant===void 0?"":`; did you mean '${meant}'?`}`})));let{
variables}=inputs2;return variables!==void 0&&sources.push(await take5(async()=>await parseVariables(variables),({message})=>({
input:"variables",wrong:message,allowed:"a YAML or JSON map, one variable 'name: value' a line"}))),{variables:mergeVariables(
sources),problems}}async function readVarFile(path3,{isInCheckout:isInCheckout2,findMeant}){let bytes;try{let{size}=await stat2(
path3);if(!await isInCheckout2(path3))throw new VariablesError("lies outside of the checkout once its links are resolved\
, and is not read");if(size>longestFile)throw new VariablesError(`has ${size} bytes (at most ${longestFile} are read)`);
bytes=await readFile(path3)}catch(error){if(error instanceof VariablesError)throw error;let code2=error.code??"";throw new VariablesError(
`cannot be read (${code2}) as ${resolve2(path3)}; paths start at the working directory`,{meant:await findMeant(path3)})}
let text;try{text=new TextDecoder("utf-8",{fatal:!0}).decode(bytes)}catch{throw new VariablesError("is not UTF-8")}return path3.
endsWith(".json")?parseJsonVariables(text,{expressions:!1}):parseVarFile(text)}import{stat as stat3}from"node:fs/promises";import{dirname}from"node:path";async function findMeantPath(path3,checkout,kind){let bare3=path3.replace(/^(?:-+var-file[= ]|[-*]\s)\s*/,"").replace(/^(["'`])(.*)\1$/,
"$2").replaceAll("\\","/").replace(/^(?:\$\{\{.*?\}\}|\$\w+|\$\{\w+\}|~|[A-Za-z]:)?\/+/,"");for(let meant of[bare3,dirname(
bare3)]){let stats=await stat3(meant).catch(()=>{});if((kind==="folder"?stats?.isDirectory():stats?.isFile())===!0&&await isInCheckout(
meant,checkout))return meant===path3?void 0:meant}}async function readParameters(inputs2,checkout,{env,log}){sayEnvironment(inputs2,env,log);let environment=examineEnvironment(
env,{temporaryFolder:!filelessModes.includes(inputs2.mode),github:inputs2.githubToken!==void 0}),directories=await Promise.
all(foldersOf(inputs2.folders).map(async folder=>await examineDirectory(folder,checkout))),{variables,problems}=await readVariables(
inputs2,{isInCheckout:async path3=>await isInCheckout(path3,checkout),findMeant:async path3=>await findMeantPath(path3,checkout,
"file")}),list2=await readFilters(inputs2);return{parameters:{...inputs2.destroy?{isDestroy:!0}:{},...inputs2.refresh?{}:
{refresh:!1},...inputs2.refreshOnly?{refreshOnly:!0}:{},...inputs2.allowEmptyApply?{allowEmptyApply:!0}:{},...inputs2.allowConfigGeneration?
{allowConfigGeneration:!0}:{},...inputs2.debuggingMode?{debuggingMode:!0}:{},...inputs2.terraformVersion===void 0?{}:{terraformVersion:inputs2.
terraformVersion},...inputs2.targets.length>0?{targetAddrs:inputs2.targets}:{},...inputs2.replace.length>0?{replaceAddrs:inputs2.
replace}:{},...inputs2.invokeAction===void 0?{}:{invokeActionAddrs:[inputs2.invokeAction]},...inputs2.policyPaths.length>
0?{policyPaths:inputs2.policyPaths}:{},...variables.length>0?{variables}:{}},filters:list2.filters,problems:[...environment,
...directories.flat(),...problems,...list2.problems]}}var filelessModes=["list","cancel","force-cancel","force-execute"];
function sayEnvironment(inputs2,env,log){for(let{input,variable}of inheritedInputs()){let value=input==="token"?"":` (${env[variable]??
""})`;log.info(`'${input}' is left out: ${variable} of the environment is used${value}.`)}if(askedOf(inputs2).makesRun)for(let sentence2 of findUnseenVariables(
env))log.warning(sentence2)}async function readFilters({mode,filters,listScope}){return mode==="list"&&filters!==void 0?
await parseFilters(filters,listScope):{filters:{},problems:[]}}async function examineDirectory(directory,checkout){let stats=await stat4(
directory).catch(()=>{});if(stats?.isDirectory()===!0)return await isInCheckout(directory,checkout)?[]:[{input:"configur\
ation-directory",wrong:`is ${quote(directory)}, which lies outside of the checkout (${quote(await realpath2(directory))}\
)`,allowed:`a folder of the repository, below ${quote(checkout)}`}];let meant=await findMeantPath(directory,checkout,"fo\
lder");return[{input:"configuration-directory",wrong:stats===void 0?`is ${quote(directory)}, which does not exist (looke\
d at ${quote(resolve3(directory))})`:`is ${quote(directory)}, which is no folder`,allowed:suggest(meant===void 0?[]:[`'${meant}\
'`],"a folder of the repository, which has to be checked out before this step")}]}async function readAsked(workflow,world){let{inputs:inputs2,problems}=examineInputs(readInput),named=await readParameters(
inputs2,workflow.checkout,world),all=[...findUnknownInputs(Object.keys(world.env)),...problems,...named.problems];if(all.
length>0)throw writeOutputs({outcome:"errored",gate:"none",reasons:"[]"}),new InvalidInputsError(all);let idle=findIdleInputs(
inputs2);idle.length>0&&world.log.warning(`With mode '${inputs2.mode}' ${idle.length===1?"an input has":"these inputs ha\
ve"} no effect: ${idle.map(name3=>`'${name3}'`).join(", ")}.`);let{parameters:parameters4,filters}=named;return{inputs:inputs2,
parameters:parameters4,filters,workflow}}function readWorkflowOf({env,log}){for(let secret of["token","github-token"])log.
mask(readInput(secret));let workflow=readWorkflow(env),{contradiction}=workflow;return contradiction!==void 0&&log.warning(
`The event's payload (GITHUB_EVENT_PATH) is not believed: ${contradiction}. What it would tell is not known.`),workflow}
var planningModes=new Set(["plan","save-plan","upload"]);function whoLacksSecrets({payload}){if(!(readInput("token")!==""||
!planningModes.has(readInput("mode"))))return isDependabot(payload)?"Dependabot":isForkPullRequest(payload)===!0?"a fork":
void 0}async function locate(asked,world){let location=await locationOf(asked,world),head=location.kind==="number"?location.
headSha:void 0;return{...asked,location,sha:head??asked.workflow.sha}}async function locationOf(asked,world){let{inputs:inputs2,
workflow}=asked,{eventName:name3,payload,sha,ref,contradiction}=workflow,located3=locatePullRequest({name:name3,payload,
sha,ref,contradiction},inputs2.pullRequest);if(located3.kind!=="head")return located3;let github=connectGitHub(asked,world);
if(github===void 0)return{kind:"unknown",why:"the input 'github-token' is empty"};try{return await findPullRequest(github,
workflow.repository,located3)}catch(error){return{kind:"unknown",why:unread(error).why}}}function connectGitHub({inputs:inputs2,
workflow},{log,signal}){return inputs2.githubToken===void 0?void 0:createGitHub({token:inputs2.githubToken,apiUrl:workflow.
apiUrl,userAgent,log:line2=>{log.debug(line2)},signal})}function temporaryFolderOf({workflow}){return workflow.temporaryFolder||
tmpdir()}var freshActions=new Set(["created","submitted"]),comment="issue_comment";function judgeRequest({request}){if(request===
void 0)return;let{eventName,requesters}=request,isComment=eventName===comment,names2=requesters.map(({login})=>login??"s\
omebody").join(", "),why=objectionTo(request);return finding(isComment?"the comment was written by somebody with write p\
ermission":"whoever caused the event may write",why===void 0,why===void 0?names2:why.saw,isComment?"commenter-not-allowe\
d":"requester-not-allowed",`${renderEvent(eventName)} started this workflow, and ${why?.message??""}`,{event:eventName,action:request.
action,logins:names2})}function renderEvent(name3){return name3===""?"An event that the runner does not name":name3===comment?
"A comment":`The event '${name3}'`}function objectionTo({isWritten,action,requesters}){if(isWritten&&!freshActions.has(action))
return action===void 0?{saw:"not known whether it is new",message:"it is not known whether what was written is new."}:{saw:`\
no, ${action}`,message:`what was written is not new (${action}): only what is new counts.`};let outsider=requesters.find(
({mayWrite})=>mayWrite.known&&!mayWrite.value);if(outsider!==void 0){let login=outsider.login??"somebody";return{saw:`no\
, by ${login}`,message:`${login} has no write permission.`}}for(let{login="somebody",mayWrite}of requesters)if(!mayWrite.
known)return{saw:`not known of ${login}`,message:`the permission of ${login} is not known: ${mayWrite.why}`};return requesters.
length>0?void 0:{saw:"not known",message:"it is not known who caused it."}}function isOnPurpose({eventName,request}){return request===
void 0&&eventName==="workflow_dispatch"}function judgeOrigin(evidence,{allowForeignRun}){let rule="the run was made for this repository and pull request",{here,
origin}=evidence,objection=objectionTo2(here,origin);if(objection===void 0)return finding(rule,!0,renderOrigin(origin??here),
"origin-differs","",{});if(allowForeignRun&&isOnPurpose(evidence))return finding(rule,!0,`${objection.saw}; 'allow-forei\
gn-run' lets it be meant`,objection.code,"",{});let advice=allowForeignRun?" 'allow-foreign-run' counts where somebody w\
ith write permission asks for it by workflow_dispatch.":"";return finding(rule,!1,objection.saw,objection.code,`${objection.
message}${advice}`,{expected:here,actual:origin})}function judgeDoubt({here}){let doubt=objectionToPlace(here);return doubt&&
finding("it is known which pull request this is for",!1,doubt.saw,doubt.code,doubt.message,{})}function isForeign({here,
origin}){return objectionTo2(here,origin)!==void 0}function objectionTo2(here,origin){let doubt=objectionToPlace(here);return doubt!==
void 0?doubt:origin===void 0?{code:"origin-unknown",saw:"not known",message:"The run's message does not say where the ru\
n comes from, so nothing ties it to what was reviewed. Only runs made by this action are this step's business; 'allow-fo\
reign-run' lets somebody mean another one."}:origin.repository.toLowerCase()===here.repository.toLowerCase()&&(here.pullRequest===
void 0||here.pullRequest===origin.pullRequest)?void 0:{code:"origin-differs",saw:`no, for ${renderOrigin(origin)}`,message:`\
The run was made for ${renderOrigin(origin)}, and this step is for ${renderOrigin(here)}.`}}function objectionToPlace({doubt}){
return doubt===void 0?void 0:{code:"origin-unknown",saw:"not known",message:`It is not known which pull request this ste\
p is for: ${doubt}.`}}function renderOrigin({repository,pullRequest}){return pullRequest===void 0?repository:`${repository}\
#${pullRequest}`}function placeOf(given,run){let{location,sha,subject}=given;if(subject!==void 0)return{location,sha};let origin=run&&provenanceOf(
run),here=fullName(given.workflow.repository);if(!origin||!isOfRepository(origin,here))return{location,sha};let{pullRequest:number}=origin;
return{sha:origin.sha,location:location.kind==="number"||number===void 0?location:{kind:"number",number,isFork:void 0,headSha:void 0,
author:void 0}}}function originOf({workflow,location,sha}){return{repository:fullName(workflow.repository),sha,pullRequest:numberOf2(
location)}}function audit(given,run){let{workflow,inputs:inputs2}=given,{location,sha}=placeOf(given,run),repository=fullName(
workflow.repository),number=numberOf2(location),pull=number===void 0?"":` (#${number})`,purpose=given.subject===void 0&&
inputs2.allowForeignRun&&run!==void 0&&isForeign({here:{repository,pullRequest:number,doubt:void 0},origin:provenanceOf(
run)})?". The run is of another origin, which 'allow-foreign-run' lets somebody mean":"",reason=inputs2.reason===void 0?
"":`: ${inputs2.reason}`;return`${inputs2.mode} by ${workflow.actor||"somebody"} in ${repository}@${sha}${pull}, ${workflow.
runUrl}${purpose}${reason}`}function messageOf2(given,configuration){let{inputs:inputs2,workflow,location}=given;return[
inputs2.message??titleOf2(workflow,location),"",renderProvenance({...originOf(given),actor:workflow.actor,workflowRun:workflow.
runId,attempt:workflow.runAttempt,configuration,nonce:randomUUID().slice(0,8)})].join(`
`)}function numberOf2(location){return location.kind==="number"?location.number:void 0}function titleOf2(workflow,location){
let payload=workflow.payload,title=payload?.pull_request?.title;if(typeof title=="string"&&location.kind==="number")return`\
#${location.number} ${firstLine2(title)}`;let message=payload?.head_commit?.message;return typeof message=="string"?firstLine2(
message):`${workflow.eventName||"run"} in ${fullName(workflow.repository)}`}function firstLine2(text){return(text.split(
/\r?\n/,1)[0]??"").slice(0,200)}var publishWithinMilliseconds=2e3;function wantsComment(report,isOk,inputs2){switch(inputs2.comment){case"always":case"p\
er-workspace":return!0;case"never":return!1;case"on-failure":return!isOk||report.outcome==="blocked";case"on-changes":return!(isOk&&
["no-changes","skipped"].includes(report.outcome))}}async function writeComments(tale,redact,{log,clock,signal:whole},isWanted){
let signal=whole.aborted?AbortSignal.timeout(publishWithinMilliseconds):whole,world={log,clock,signal},write=async one=>await writeComment(
one,redact,world,isWanted(one));if(tale.given.inputs.comment!=="per-workspace"){let written3=await write(tale);return{comment:void 0,
set:tale.set,...written3,each:[]}}let written2=[];for(let one of apart(tale))written2.push(await write(one));return{comment:void 0,
each:tale.set.members.map((_,index2)=>written2[index2]?.comment),set:{...tale.set,members:tale.set.members.map((member,index2)=>({
...member,report:written2[index2]?.set.members[0]?.report??member.report}))}}}function apart({given,members:members2,set}){
let alone={gone:[],order:[],digest:void 0,notes:set.notes};return[...members2.map((member,index2)=>({given:member.given,
members:[member],set:{...alone,leftOut:[],members:set.members.slice(index2,index2+1).map(({report})=>({report}))}})),...set.
leftOut.map(each=>({given:{...given,inputs:{...given.inputs,workspace:each.name}},members:[],set:{...alone,leftOut:[each],
members:[]}}))]}async function writeComment(tale,redact,{log,clock,signal},mayCreate){let{given,members:members2,set}=tale,
{inputs:inputs2,workflow}=given,why=whyNot(tale);if(why!==void 0){log.info(why);return}let github=connectGitHub(given,{log,
signal});if(github!==void 0)try{let{repository}=workflow,{location}=placeOfTale(tale),found=await findPullRequest(github,
repository,location);if(found.kind!=="number"){log.info(`No comment: ${"why"in found?found.why:found.sha}`);return}let isKnown=set.
leftOut.length>0||members2.some(({claims})=>claims.workspace!==void 0);return await upsertComment(github,{...tale,redact,
log,number:found.number,whyNone:isKnown?mayCreate?void 0:`none is made for this end (comment: ${inputs2.comment})`:"none\
 is made about a workspace that was not read",wait:async milliseconds=>{log.info(`GitHub's rate limit: waiting ${Math.ceil(
milliseconds/1e3)} s before the comment is written.`),await clock.sleep(milliseconds,signal)}})}catch(error){let text=`T\
he pull request comment could not be written: ${saidBy(error)}`;inputs2.comment==="never"?log.info(text):log.warning(text);
return}}function placeOfTale({given,members:members2}){return members2.map(({claims})=>placeOf(given,claims.run))[0]??given}
async function upsertComment(github,telling){let{given,log,number}=telling,{inputs:inputs2,workflow}=given,marker=markerOf(
telling),teller=()=>tellerOf(telling,github),written2=telling.set,left,comment2=await upsertStickyComment(github,{wait:telling.
wait,mayCreate:async head=>(left=telling.whyNone??await whyBehind(github,telling,teller(),head),left===void 0),repository:workflow.
repository,pullRequest:number,marker,authorOf:body2=>readStamp(body2,sealsOf(telling,marker)())?.author,onForeign:({url},why)=>{
log.warning(`Another comment of ours is out of date, and could be neither brought up to date nor removed: ${url} (${why}\
)`)},isFormer:body2=>isOfSameRuns(telling,body2,marker)||isFormer(telling,body2,marker,teller()),isVoid:body2=>isVoid(telling,
body2,marker,teller()),mustStay:async({body:body2},head)=>{let seal=sealsOf(telling,markerIn(body2)||marker)();return left=
await whyLeft(github,telling,teller(),{body:body2,seal,head}),left!==void 0},body:(previous,self)=>{let before=previous?.
body??"",former=markerIn(before)||marker,sealBefore=sealsOf(telling,former),earlier=parseEarlier(before,sealBefore),kept=isOfSameRuns(
telling,before,marker)?former:marker,sealOf=sealsOf(telling,kept);written2=compare2(telling,earlier);let stamp=setStamp(
written2,teller(),self??nobody);return renderSetComment(written2,{marker:kept,detail:inputs2.commentDetail,hidden:{sealOf,
stamp,earlier}})}});return sayWritten(telling,comment2,left),comment2&&{comment:comment2,set:written2}}function isOfSameRuns({
given:{inputs:inputs2}},body2,marker){let{runIds}=inputs2;return runIds.length>0&&isSameButForWorkspaces(markerIn(body2),
marker)&&claimedStamp(body2)?.runId===stampedRun(runIds)}function isFormer(telling,body2,marker,teller){let former=markerIn(
body2);if(earlierStamp(telling,body2,marker,teller)===void 0)return!1;let{members:members2,leftOut}=telling.set,told3=parseEarlier(
body2,sealsOf(telling,former)).members;return[...members2.map(({report})=>report.workspace),...leftOut].some(workspace=>namesAlone(
former,workspace)||told3.some(each=>isSameWorkspace(each,workspace)))}function isVoid(telling,body2,marker,teller){let stamp=earlierStamp(
telling,body2,marker,teller);return stamp?.runId===""&&/^Failed$| refused$/.test(stamp.state)&&!isOlder(teller,stamp,void 0)}
function earlierStamp(telling,body2,marker,{step,workflowRun}){let former=markerIn(body2);if(!isSameButForWorkspaces(former,
marker))return;let stamp=readStamp(body2,sealsOf(telling,former)());if(!(stamp===void 0||!isOfStep(stamp,step)))return stamp.
workflowRun===workflowRun?void 0:stamp}var nobody={id:void 0,login:""};function sayWritten({log},comment2,left){log.info(
comment2===void 0?`No comment: there is none, and ${left??""}.`:left===void 0?`Comment: ${comment2.url}`:`The comment is\
 left as it is, ${left}: ${comment2.url}`)}function markerOf({given:{inputs:inputs2},set}){let about=[...set.members.map(
({report})=>report.workspace),...set.leftOut],[first,second]=about,key=inputs2.commentKey??"",hostname=inputs2.baseUrl.host,
[organization=inputs2.organization??""]=about.map(each=>each.organization).sort(),identity={hostname,organization,key};return first!==
void 0&&second===void 0&&isNamed(inputs2)?renderMarker({...identity,workspace:first.name}):renderSetMarker({...identity,
selection:linesOf2(inputs2,about,organization)})}function isNamed({workspace,runIds}){return workspace!==void 0||runIds.
length===1}function linesOf2({selection,runIds},about,organization){return(runIds.length>1?about.map(({organization:own,
name:name3})=>own===organization?name3:`${own}/${name3}`):(selection?.selectors??[]).map(({text})=>text)).sort()}function sealsOf({
given:{inputs:inputs2,workflow},number},marker){let about=[workflow.apiUrl,fullName(workflow.repository).toLowerCase(),String(
number),marker];return workspace=>createSeal(inputs2.token,workspace===void 0?about:[...about,workspace.organization,workspace.
name])}function compare2({set,members:members2,given:{inputs:inputs2},redact},earlier){let detail=inputs2.commentDetail;
return{...set,gone:goneFrom(earlier,set),members:set.members.map((member,index2)=>{let{report}=member,{isOwn:isOwn3,isAdopted:isAdopted2}=members2[index2]?.
claims??{};if(!(isOwn3===!0||isAdopted2===!0)||report.applyState!=="none")return member;let before=earlier.traceOf(report.
workspace),trace=traceOf(report,detail),found=before&&trace&&compareTraces(before,trace),since=found&&redactComparison(found,
redact);return{...member,report:{...report,since}}})}}var strangersReasons=new Set(["actor-not-allowed","actor-unknown",
"commenter-not-allowed","origin-differs","origin-unknown","requester-not-allowed"]);function whyNot(tale){let{given,members:members2,
set}=tale,{inputs:inputs2}=given,{location}=placeOfTale(tale);return inputs2.githubToken===void 0?"No comment: 'github-t\
oken' is empty.":location.kind==="none"||location.kind==="unknown"?`No comment: ${location.why}`:inputs2.mode==="show"||
inputs2.mode==="upload"?`No comment: 'mode: ${inputs2.mode}' ${inputs2.mode==="show"?"reads":"makes no run"}, and writes\
 none.`:members2.length===0?void 0:members2.every(({claims:{ending,runless:runless2}})=>(ending??runless2)?.isSuperseded===
!0)?"The comment is left as it is: the pull request has a newer head, whose job tells of it.":members2.every(({claims})=>claims.
isVain)?"The comment is left as it is: this step changed nothing.":members2.every(({claims},index2)=>!claims.isOwn&&!claims.
hasActed&&set.members[index2]?.report.reasons.some(({code:code2})=>strangersReasons.has(code2))===!0)?"The comment is le\
ft as it is: it is not known that what was asked for is for this run and by somebody who may.":void 0}function tellerOf(telling,github){
let{given,members:members2,number}=telling,{location}=placeOfTale(telling),run=members2.find(({claims})=>claims.foundStatus!==
void 0)?.claims.run,origin=run!==void 0&&given.subject===void 0?provenanceOf(run):void 0,head=(location.kind==="number"?
location.headSha:void 0)??(origin?.pullRequest===number?origin.sha:void 0),{workflow}=given,now=performance.now();return{
head:head??"",workflowRun:workflow.runId,attempt:Number(workflow.runAttempt)||1,begunAt:Math.round((github.now?.()??performance.
timeOrigin+now)-now),step:workflow.step}}async function whyLeft(github,telling,teller,{body:body2,seal,head:seen}){let{members:members2,
set}=telling;if(members2.every(({claims})=>!claims.hasActed&&isFinal(claims.foundStatus??""))&&!awaitsSetEnd(body2,set))
return"it tells of this end or of another run";let told3=readStamp(body2,seal);if(told3===void 0)return await whyBehind(
github,telling,teller,seen);let head=told3.head!==""&&teller.head!==""&&told3.head!==teller.head?await readHead(github,telling,
teller,seen):void 0;return isOlder(teller,told3,head)?`it tells of a younger step (commit ${told3.head.slice(0,7)||"unkn\
own"}, workflow run ${told3.workflowRun}, attempt ${told3.attempt})`:void 0}async function whyBehind(github,telling,teller,seen){
if(teller.head==="")return;let head=await readHead(github,telling,teller,seen);return head===void 0||head===teller.head?
void 0:`this step is about commit ${teller.head.slice(0,7)} and the pull request is at ${head.slice(0,7)}`}async function readHead(github,{
given,number},teller,seen){let read2=async()=>(await readPullRequest(github,given.workflow.repository,number)).headSha;try{
let head=seen??await read2();return head===teller.head?head:(await github.pause(1),await read2())}catch(error){if(!isRefusal(
error))throw error;return}}var maxSummaryBytes=1024*1024;function renderSummary(report,options){return renderPage(report,pageOf(options.detail,budgetOf(
options)))}function renderSetSummary(set,options){let alone=aloneIn(set);return alone===void 0?renderSetPage(set,pageOf(
options.detail,budgetOf(options))):renderSummary(alone,options)}function budgetOf({budgetBytes}){return Math.min(budgetBytes??
maxSummaryBytes-16384,maxSummaryBytes)}function pageOf(detail,budget){return{detail,budget,measure:text=>Buffer.byteLength(
text),limits:{diffLines:1e3,diffLength:1e5,logLength:2e5},opening:""}}import{posix}from"node:path";import*as path2 from"node:path";var maxAnnotations=10,maxTitle=200,maxMessage=4e3;function annotationsOf(findings,checkout,limit=maxAnnotations){
let sorted2=[...findings.filter(({severity})=>severity==="error"),...findings.filter(({severity})=>severity==="warning")],
seen=new Set,annotations=[];for(let finding2 of sorted2){if(annotations.length>=Math.max(0,limit))break;let annotation=annotationOf(
finding2,checkout),text=JSON.stringify(annotation);seen.has(text)||(seen.add(text),annotations.push(annotation))}return annotations}
function annotationOf(finding2,checkout){let{severity,summary,detail,range}=finding2,{oneLine:oneLine2}=checkout,file=range&&
locate2(range.filename,checkout),title=oneLine2(summary).slice(0,maxTitle).toWellFormed(),words4=`${range!==void 0&&file===
void 0?`${oneLine2(range.filename).slice(0,maxTitle)} line ${range.startLine}: `:""}${detail.trim()===""?title:detail.trim()}`;
return{severity,message:words4.slice(0,maxMessage).toWellFormed(),place:{title,...range!==void 0&&file!==void 0?{file,startLine:lineOf4(
range.startLine),endLine:Math.max(lineOf4(range.startLine),lineOf4(range.endLine))}:{}}}}function locate2(filename,checkout){
let{root,configurationDirectory,currentDirectory}=checkout,inside=posix.join(toSlashes(checkout.workingDirectory??""),toSlashes(
filename));if(root===""||filename===""||isHostile(filename,checkout)||isAbsolute3(filename)||isAbsolute3(checkout.workingDirectory??
"")||inside.split("/").includes("..")||inside.split("/").includes(".terraform"))return;let folder=configurationDirectory===
void 0?root:path2.resolve(currentDirectory,configurationDirectory),file=toSlashes(path2.relative(root,path2.join(folder,
inside)));return file===""||file.split("/")[0]===".."||isAbsolute3(file)?void 0:file}function isHostile(filename,{oneLine:oneLine2}){
return filename.length>1e3||!filename.isWellFormed()||oneLine2(filename)!==filename}function isAbsolute3(name3){return path2.isAbsolute(
name3)||/^(?:[A-Za-z]:|[\\/])/.test(name3)}function toSlashes(name3){return name3.replaceAll("\\","/")}function lineOf4(line2){
return Number.isSafeInteger(line2)&&line2>0?line2:1}var longestSentence=4e3;function sayLast(report,isOk,claims,log){sayEnd(report,isOk,claims,log);let commit2=commitInWords(
report);report.run&&log.info(`Run: ${report.run.url}`),commit2!==""&&log.info(`Its configuration is ${commit2}.`),log.info(
`Next: ${nextInWords(report)}`)}function sayLastOfSet(members2,log){log.info(`${members2.length} workspaces: ${setState(
members2)}.`);let name3=namer(members2.map(({report})=>report.workspace));for(let{report}of members2){let{run,workspace}=report;
run!==void 0&&log.info(`Run of ${name3(workspace)}: ${run.url}`)}log.info(`Next: ${nextOfSet(members2)}`)}function sayEnd(report,isOk,{
ending,failed:failed2,runless:runless2},log){let sentence2=shorten(runless2?.note??endOf2(report),longestSentence);report.
failure&&!isOk?log.error(shorten(report.failure.headline,longestSentence)):report.failure?log.info([sentence2,report.failure.
headline].join(" ")):isOk?report.outcome==="blocked"||report.outcome==="held"?log.notice(sentence2):log.info(sentence2):
log.error(sentence2);for(let contradiction of contradictionsOf(report))log.warning(`Run ${report.run?.id??""}: ${contradiction}`);
if(ending===void 0)for(let cause of failed2?.causes??[])log.debug(`caused by: ${cause}`)}function endOf2(report){let reasons2=report.
reasons.map(({message})=>message).join(" "),id=report.run?`Run ${report.run.id}`:"No run",counts=renderCounts2(report);return[
`${id}: ${report.outcome}${counts===""?"":`, ${counts}`}.`,reasons2].filter(part=>part!=="").join(" ")}function findAnnotations({
given:{inputs:inputs2,workflow},claims,report,redact},most){let{workspace,logs:logs2,ending}=claims,diagnostics=ending?.
failure?.diagnostics.length?ending.failure.diagnostics:[...logs2.plan.diagnostics,...logs2.apply.diagnostics],policies=ending?.
runChecks?.policies??[];return annotationsOf([...diagnostics,...policies.flatMap(objectionsOf)].map(finding2=>({severity:finding2.
severity,summary:redact(finding2.summary),detail:visible(redact(finding2.detail)),range:finding2.range&&{...finding2.range,
filename:redact(finding2.range.filename)}})),{root:workflow.checkout,configurationDirectory:inputs2.configurationDirectory,
currentDirectory:process.cwd(),workingDirectory:workspace?.workingDirectory,oneLine},report.failure===void 0?most:most-1)}
function objectionsOf({status,level,policy,findings=[]}){return status!=="failed"&&status!=="errored"?[]:findings.map(({
address,message,file,line:line2})=>({severity:level==="advisory"?"warning":"error",summary:`Policy ${policy} ${status} f\
or ${address}`,detail:message??"",range:file===void 0||line2===void 0?void 0:{filename:file,startLine:line2,endLine:line2}}))}
function annotate(told3,log){for(let{severity,message,place}of findAnnotations(told3,maxAnnotations))log[severity](message,
place)}function digestOfSet(digests){let[only,second]=digests;if(only!==void 0&&second===void 0)return only[1];let lines=[];for(let[
workspace,digest3]of digests){if(!digest3.known)return digest3;lines.push(`${workspace} ${digest3.value}`)}return{known:!0,
value:`set:${createHash("sha256").update(lines.sort().join(`
`)).digest("hex")}`}}function policyStatus(checks){if(checks===void 0)return"unknown";let{policies,untold:untold3}=checks,isUnknown=untold3!==
void 0||policies.some(({status})=>status==="unknown");if(policies.length===0)return isUnknown?"unknown":"none";let failed2=policies.
filter(({status})=>status==="failed"||status==="errored"),blocking=failed2.filter(({level})=>level!=="advisory");return blocking.
length>0?blocking.every(({overridable})=>overridable)?isUnknown?"unknown":"soft-failed":"failed":isUnknown?"unknown":policies.
some(({status})=>status==="overridden")?"overridden":failed2.length>0?"advisory-failed":"passed"}function failedChecks(checks){
if(checks===void 0)return[];let isBlocking=each=>(each.status==="failed"||each.status==="errored")&&each.level!=="adviso\
ry";return[...checks.policies.filter(isBlocking).map(each=>{let{kind,set,policy,level,status,overridable,message}=each,where=set===
void 0?"":` of set ${set}`;return{message:`Policy ${policy}${where} ${status} (${level})${said(message)}`,facts:{kind,set,
policy,level,status,overridable,message}}}),...checks.tasks.filter(isBlocking).map(each=>{let{name:name3,stage,level,status,
message,link:link2}=each,see=link2===void 0?"":` See ${link2}`;return{message:`Run task ${name3} ${status} (${level}, ${stage.
replaceAll("_","-")})${said(message)}${see}`,facts:{...each}}})]}function said(message){let line2=(message??"").replace(
/\s+/g," ").trim().slice(0,300);return line2===""?".":`: ${line2}${/[.!?]$/.test(line2)?"":"."}`}function writeResult(told3,comment2,keeper){let{claims,report,shown}=told3,facts={...factsOf(claims,report),"comment-id":comment2?.
id,"comment-url":comment2?.url},reasons2=keepWithin2(report.reasons,longestReasons);writeAllOutputs({facts:{...facts,"ru\
n-ids":facts["run-id"]},values:{reasons:reasons2,"workspace-outputs":shown},document:{schema_version:1,...facts,reasons:reasons2,
checks:report.checks??[],"workspace-outputs":shown,run:documentOf(told3)}},keeper)}function writeSetResult(results,digests,{
comment:comment2,each},keeper){let room=Math.floor(longestReasons/results.length),runs2=results.map((told3,index2)=>({workspace:told3.
report.workspace.name,organization:told3.report.workspace.organization,...factsOf(told3.claims,told3.report),"comment-id":each[index2]?.
id,"comment-url":each[index2]?.url,note:told3.claims.runless?.note,reasons:keepWithin2(told3.report.reasons,room),"works\
pace-outputs":told3.shown,run:documentOf(told3)})),facts={"run-ids":results.flatMap(({report})=>report.run?.id??[]).join(
`
`),outcome:worstOf(results),gate:results.find(({report})=>report.gate!=="none")?.report.gate??"none","plan-digest":renderDigest(
digests.planDigest),"configuration-digest":renderDigest(digests.configurationDigest),"comment-id":comment2?.id,"comment-\
url":comment2?.url},reasons2=keepWithin2(results.flatMap(({report})=>report.reasons.map(reason=>({...reason,facts:{...reason.
facts,workspace:report.workspace.name,organization:report.workspace.organization}}))),longestReasons),document={schema_version:1,
...facts,reasons:reasons2,runs:runs2};keeper.log.info("The outputs of a single run, such as 'run-id', are empty: each ru\
n has its own in 'runs'."),writeAllOutputs({facts,values:{reasons:reasons2},document},keeper)}function documentOf({claims:{
run},redact}){if(run?.document===void 0)return;let{attributes}=run.document,{variables}=attributes;return redactValue({...run.
document,attributes:Array.isArray(variables)?{...attributes,variables:(run.variableNames??[]).map(key=>({key}))}:attributes},
redact)}function renderDigest(digest3){return digest3.known?digest3.value:"unknown"}var byWeight2=["errored","timed-out",
"canceled","blocked","held","discarded","applied","saved","planned","shown","uploaded","listed","no-changes","skipped"];
function worstOf(results){let met=new Set(results.map(({report})=>report.outcome));return byWeight2.find(outcome=>met.has(
outcome))??"skipped"}function factsOf(claims,report){let{ending,workspace,run,runless:runless2}=claims,plan2=ending?.plan,
changes=plan2?.kind==="changes"?plan2.changes:void 0,counts=run?.plan?.counts,untold3=run!==void 0&&hasPlan(run)?"unknow\
n":void 0;return{"run-id":run?.id,"run-url":report.run?.url,"workspace-id":workspace?.id,"configuration-version-id":run?.
configurationVersionId??runless2?.configurationVersionId,"run-status":run?.status,"plan-id":run?.planId,outcome:report.outcome,
gate:isUntold(claims)?"unknown":report.gate,"has-changes":(changes&&hasEffects(changes)?!0:plannedChanges(run))??(changes&&
hasOutputs(changes))??untold3,additions:changes?.counts.add??counts?.additions??untold3,changes:changes?.counts.change??
counts?.changes??untold3,destructions:changes?.counts.destroy??counts?.destructions??untold3,imports:changes?.counts.import??
counts?.imports??untold3,replacements:changes?.verbs.replace??untold3,...digestFacts(claims),...runless2===void 0?checkFacts(
ending?.runChecks):{},"plan-json-path":plan2?.kind==="changes"?plan2.redactedPath:void 0}}function isUntold({outcome,run,
runless:runless2}){return outcome==="shown"&&(run===void 0?runless2?.isRunUntold===!0:isGateUntold(run))}function plannedChanges(run){
return run!==void 0&&hasPlan(run)?run.hasChanges:void 0}function digestFacts({ending,run,runless:runless2,configurationDigest:configurationDigest2}){
let plan2=ending?.plan,hasConfiguration=run!==void 0||runless2?.configurationVersionId!==void 0;return{"plan-digest":plan2?.
kind==="changes"?renderDigest(bindDigest(plan2.digest,configurationDigest2)):run&&"unknown","configuration-digest":hasConfiguration?
renderDigest(configurationDigest2):void 0}}function checkFacts(checks){return{"monthly-cost-delta":checks?.cost?.delta,"\
cost-estimate-status":checks?.cost?.status,"policy-status":policyStatus(checks)}}var longestReasons=100*1024;function keepWithin2(reasons2,limit){
let bytes=0,end3=reasons2.findIndex(reason=>(bytes+=Buffer.byteLength(JSON.stringify(reason)),bytes>limit)),next=reasons2[end3];
if(next===void 0)return reasons2;let omitted=reasons2.length-end3;return[...reasons2.slice(0,end3),{code:next.code,message:`\
There are ${omitted} more reasons, which would not fit.`,facts:{omitted}}]}function shownOutputs({ending,runless:runless2},redact,log){
let{workspaceOutputs:all}=runless2??ending??{};if(all===void 0)return;let open2=all.filter(({sensitive})=>!sensitive),told3=open2.
filter(output=>!repeatsSecret(output,redact));if(told3.length<open2.length){let names2=open2.filter(output=>!told3.includes(
output)).map(({name:name3})=>name3);log.warning(`Left out of the output 'workspace-outputs', because they repeat a sensi\
tive value of the plan or are nested too deep: ${names2.join(", ")}. Mark them as sensitive in the configuration, or wha\
t they repeat as not sensitive.`)}return Object.fromEntries(told3.map(({name:name3,value})=>[name3,value]))}function createReport(given,claims){let{inputs:inputs2,workflow}=given,{workspace,ending,run,outcome,applyState,runless:runless2}=claims,
organization=workspace?.organization??inputs2.organization??"",name3=workspace?.name??inputs2.workspace??"";return{mode:inputs2.
mode,refused:refusedRequest(inputs2,claims),outcome,withoutRun:runless2?.state,gate:claims.gate,workspace:{hostname:inputs2.
baseUrl.host,organization,name:name3,url:webAddress(inputs2.baseUrl,"app",organization,"workspaces",name3)},run:run&&reportRun(
run,inputs2,claims),source:{repository:`${workflow.repository.owner}/${workflow.repository.name}`,sha:placeOf(given,run).
sha,actor:workflow.actor,workflowRunUrl:workflow.runUrl},plan:run&&reportPlan(run,claims),warnings:warningsOf(claims),since:void 0,
cost:ending?.runChecks?.cost,policies:ending?.runChecks?.policies??[],tasks:ending?.runChecks?.tasks??[],checks:ending?.
checks,reasons:reasonsOf(claims),applyState,apply:run===void 0||applyState==="none"?void 0:reportApply(run,claims,workflow.
actor),outputs:outputsNow(claims),left:claims.left,notes:runless2===void 0?[...claims.disregarded,...ending?.notes??[]]:
[runless2.note],failure:reportFailure(claims)}}function reasonsOf({ending,failed:failed2,run,isUnwatched:isUnwatched2}){
return[...ending===void 0?failed2?.reasons??[]:ending.reasons,...run!==void 0&&isUnwatched2?[unwatched(run)]:[]]}function reportRun(run,inputs2,{
workspace,commit:commit2}){return{id:run.id,url:runUrl(inputs2,workspace,run.id),status:run.status,isOver:isFinal(run.status),
message:withoutProvenance(run.message),terraformVersion:run.terraformVersion,isDestroy:run.isDestroy===!0,refreshOnly:run.
refreshOnly,targets:run.targetAddrs,replaces:run.replaceAddrs,statusTimestamps:run.statusTimestamps,commit:commit2&&reportCommit(
commit2)}}function reportCommit(commit2){let{pullRequestNumber:number}=commit2;return{repository:commit2.identifier,sha:commit2.
commitSha,url:commit2.commitUrl,branch:commit2.branch,author:commit2.senderUsername,pullRequest:number===void 0?void 0:{
number,title:commit2.pullRequestTitle,url:commit2.pullRequestUrl}}}function refusedRequest({mode,approve},{failed:failed2,
isVain}){if(!(!(failed2?.by==="refusal"||failed2?.by==="stranger"||failed2?.by==="rejection")||mode==="show"||!isVain))return mode===
"apply"&&approve===!1?"discard":mode}function reportFailure({ending,failed:failed2,run,isUnwatched:isUnwatched2,runless:runless2}){
if(runless2?.failure!==void 0)return failure(runless2.failure);let ended2=ending===void 0&&runless2===void 0?failure(failed2?.
why??""):ending?.failure;if(ended2===void 0)return;let isRefusal2=failed2?.by==="refusal"||failed2?.by==="stranger",besides=run!==
void 0&&isUnwatched2?` ${unwatched(run).message}`:ending===void 0&&!isRefusal2&&run?.status==="applied"?` Run ${run.id} \
is applied all the same.`:"";return besides===""?ended2:{...ended2,headline:`${ended2.headline}${besides}`,isFirstError:!1}}
function reportPlan(run,{ending,logs:logs2}){let plan2=ending?.plan;if(plan2?.kind==="changes")return{kind:"changes",changes:plan2.
changes,counted:run.plan?.counts};if(plan2===void 0)return;let counts=run.plan?.counts;return{kind:"counts",additions:counts?.
additions,changes:counts?.changes,destructions:counts?.destructions,imports:counts?.imports,why:plan2.why,logText:lastText(
logs2.plan)}}function warningsOf({ending,logs:logs2}){let told3=new Set(ending?.failure?.diagnostics.map(keyOf));return[
...logs2.plan.diagnostics,...logs2.apply.diagnostics].filter(diagnostic=>{let key=keyOf(diagnostic);return diagnostic.severity!==
"warning"||told3.has(key)?!1:(told3.add(key),!0)})}function keyOf(diagnostic){return JSON.stringify(diagnostic)}function reportApply(run,{
ending,isConfirmedHere:isConfirmedHere2,outcome,logs:logs2},actor){let{apply:apply2}=run,isAhead=!isPastGate(run)&&run.statusTimestamps["\
confirmed-at"]===void 0;if(!(apply2===void 0||isAhead))return{status:apply2.status,counts:apply2.counts,logged:logs2.apply.
done,invoked:apply2.actionInvocations,failedActions:apply2.actionFailures,confirmedBy:isConfirmedHere2?actor:ending?.confirmedBy,
finishedAt:run.statusTimestamps["applied-at"]??run.statusTimestamps["errored-at"],outputs:outcome==="shown"?[]:ending?.workspaceOutputs??
[]}}function outputsNow({outcome,ending,runless:runless2}){return outcome==="shown"?(runless2??ending)?.workspaceOutputs:
void 0}function isSuccess(report,inputs2){switch(report.outcome){case"planned":case"no-changes":case"saved":case"held":case"\
shown":case"uploaded":case"listed":case"skipped":return!0;case"applied":case"canceled":case"discarded":return report.failure===
void 0;case"blocked":return!inputs2.failOnBlocked;case"errored":case"timed-out":return!1}}function publishSkipped(who,log){return log.notice(`This pull request comes from ${who}, so GitHub passes no secrets and\
 there is no 'token'. No run was made. Somebody with write access can plan it from a branch of this repository.`),writeOutputs(
{outcome:"skipped",gate:"none",reasons:"[]"}),!0}async function publish(given,{members:members2,leftOut,notes,checkRuns},world){
let{inputs:inputs2}=given,{log}=world,{told:told3,redact}=tellAll(members2,log),isOk=told3.every(each=>each.isOk),planDigest=digestOfAll(
told3,({ending,configurationDigest:configurationDigest2})=>digestOf(ending?.plan,configurationDigest2)),set={members:membersOf(
told3.map(({report})=>report)),leftOut,gone:[],order:inputs2.order,digest:planDigest.known?planDigest.value:void 0,notes:notes.
map(redact)},isLogged=told3.length+leftOut.length===1&&told3[0]?.claims.runless?.isLogged===!0,commented=isLogged?{comment:void 0,
each:[],set}:await writeComments({given,members:members2,set},redact,world,({set:{members:some}})=>wantsNewComment(some.
map(({report})=>report),isOk,inputs2));await checkRuns?.end(commented.set,{isOk:report=>isSuccess(report,inputs2),annotations:told3.
map(each=>findAnnotations(each,mostInChecks))}),inputs2.jobSummary&&!isLogged&&await writeSummary(commented.set,inputs2.
commentDetail,log);let keeper={folder:temporaryFolderOf(given),log};return isLogged?writeDone(told3):endWith(told3,{leftOut,
planDigest,commented},keeper),isOk}function endWith(told3,{leftOut,planDigest,commented},keeper){let[first,second]=told3;
if(first===void 0)writeNothing(leftOut.length,keeper.log);else if(second===void 0)writeResult(first,commented.comment??commented.
each[0],keeper),sayLast(first.report,first.isOk,first.claims,keeper.log);else{let configurationDigest2=digestOfAll(told3,
({configurationDigest:digest3})=>digest3);writeSetResult(told3,{planDigest,configurationDigest:configurationDigest2},commented,
keeper),sayLastOfSet(commented.set.members,keeper.log)}}var mostInChecks=150;function wantsNewComment(reports,isOk,inputs2){
return reports.length===0?inputs2.comment==="always":reports.some(report=>wantsComment(report,isOk,inputs2))}function writeNothing(leftOut,log){
log.info(`The changes touch none of ${leftOut===1?"one workspace":`${leftOut} workspaces`}: no run was made.`),writeOutputs(
{outcome:"skipped",gate:"none",reasons:"[]",runs:"[]"})}function writeDone([only]){let outcome=only?.report.outcome;writeOutputs(
{outcome,gate:"none",reasons:"[]"})}function digestOfAll(told3,digest3){return digestOfSet(told3.map(({report,claims})=>{
let{organization,name:name3}=report.workspace;return[`${organization}/${name3}`,digest3(claims)]}))}function secretsOf(members2){
return members2.flatMap(({given:{inputs:inputs2},claims})=>[inputs2.token,inputs2.githubToken??"",...claims.ending?.plan?.
kind==="changes"?claims.ending.plan.secrets:[]])}function tellAll(members2,log){let secrets=secretsOf(members2),redactorOf=createRedactors(
secrets),known3=members2.map(member=>({member,report:createReport(member.given,member.claims)})),reports=known3.map(({report})=>report);
log.conceal(secrets,()=>createLearningRedactor(reports));let redacted=known3.map(({member,report})=>{let redact=redactorOf(
report);return{member,report:redactReport(report,redact),redact}}),name3=namer(redacted.map(({report})=>report.workspace));
return{told:redacted.map(({member,report,redact})=>(member.held?.tell(`${name3(report.workspace)}: ${report.outcome}`),tell(
member,report,redact,log))),redact:redactorOf()}}function tell({given,claims,held},report,redact,log){let isOk=isSuccess(
report,given.inputs);held!==void 0&&claims.runless?.isLogged!==!0&&sayEnd(report,isOk,claims,log);let told3={given,claims,
report,isOk,redact};return report.outcome!=="shown"&&annotate(told3,log),{...told3,shown:shownOutputs(claims,redact,log)}}
async function writeSummary(set,detail,log){try{await writeJobSummary(renderSetSummary(set,{detail}))}catch(error){log.warning(
`The job summary could not be written: ${saidBy(error)}`)}}var ownName="Gated Terraform Run",longestName3=131,maxText=65535,maxTitle2=250;function checkName(workspace,key){let about=workspace===
void 0?"":`: ${shorten(oneLine(workspace),longestName3)}`,which=key===""?"":` (${shorten(oneLine(key),100)})`;return`${ownName}${about}${which}`}
function renderCheckRun(member,{detail,isOk}){let{report}=member,counts=report.refused===void 0?renderCounts2(report):"",
text=renderPage(report,pageOf2(detail));return{conclusion:conclusionOf(member,isOk(report)),title:titleOf3([memberState(
member),counts]),summary:summaryOf(headline(report),report),text}}function renderSetCheckRun(set,{detail,isOk}){let alone=aloneIn(
set),[first]=set.members;if(alone!==void 0&&first!==void 0)return renderCheckRun(first,{detail,isOk});let{members:members2,
leftOut}=set,all=plural(members2.length+leftOut.length,"workspace");return{conclusion:together(members2.map(member=>conclusionOf(
member,isOk(member.report)))),title:titleOf3([setState(members2),leftOut.length===0?all:`${members2.length} of ${all}`]),
summary:summaryOf(setHeadline(set),first?.report),text:renderSetPage(set,pageOf2(detail))}}function pageOf2(detail){return{
detail,budget:maxText,measure:text=>text.length,limits:{diffLines:200,diffLength:12e3,logLength:16e3},opening:""}}function summaryOf(line2,report){
let links=[report?.run===void 0?"":link("run",report.run.url),isLink(report?.source.workflowRunUrl??"")?link("workflow r\
un",report?.source.workflowRunUrl??""):""].filter(part=>part!=="");return shorten([line2,...links].join(" \xB7 "),maxText)}
function titleOf3(parts){return shorten(oneLine(parts.filter(part=>part!=="").join(": ")),maxTitle2)}function conclusionOf({
report,stopped},isOk){let{outcome,gate,applyState}=report;if(stopped!==void 0)return gate==="none"?"failure":"action_req\
uired";if(applyState==="unwatched")return"failure";switch(outcome){case"planned":case"no-changes":case"saved":case"appli\
ed":return isOk?"success":"failure";case"held":return"action_required";case"blocked":return isOk?"action_required":"fail\
ure";case"canceled":return"cancelled";case"discarded":return isOk?"neutral":"failure";case"timed-out":return"timed_out";case"\
errored":return"failure";case"shown":case"uploaded":case"listed":return"neutral";case"skipped":return report.withoutRun===
void 0?"skipped":"success"}}var worst=["failure","timed_out","cancelled","action_required","success","neutral","skipped"];
function together(conclusions){return worst.find(each=>conclusions.includes(each))??"success"}function namesApart(all){let full=all.map(({organization,name:name3})=>`${organization}/${name3}`);return all.map(({name:name3,
run},index2)=>{let own=full[index2]??"",isShared2=all.some((each,at)=>each.name===name3&&full[at]!==own),isTwice=full.some(
(each,at)=>at!==index2&&each===own),place=isShared2?own:name3;return isTwice&&run!==void 0?`${place} (${run})`:place})}var endWithinMilliseconds=2e3;function openCheckRuns(given,world){let{checkRuns,commentKey:key="",commentDetail:detail}=given.
inputs;if(!checkRuns)return;let checks=createChecks(given,world),begun3=new Map;return{beginAll:()=>{checks.open(checkName(
void 0,key))},begin:(index2,called)=>{begun3.has(index2)||begun3.set(index2,called),checks.open(checkName(begun3.get(index2),
key))},end:async(set,{isOk,annotations})=>{let options={detail,isOk},names2=namesApart(set.members.map(({report})=>nameOf4(
report)));checks.complete(checkName(void 0,key),renderSetCheckRun(set,options));for(let[index2,member]of set.members.entries())
checks.complete(checkName(begun3.get(index2)??names2[index2],key),renderCheckRun(member,options),checkAnnotations(annotations[index2]??
[]));await checks.settled()}}}function nameOf4({workspace:{organization,name:name3},run}){return{organization,name:name3,
run:run?.id}}function createChecks(given,world){let board=createBoard(given,world),isGivenUp=!1,line2=Promise.resolve(),
isCancelled=()=>world.signal.aborted,send2=work=>{line2=line2.then(async()=>{if(isGivenUp)return;let isAfter=isCancelled();
try{await work()}catch(error){if(!isAfter&&isCancelled())return;isGivenUp=!0,world.log.warning(`Check runs could not be \
written, and this step writes no more of them: ${saidBy(error)}`)}})};return{open:name3=>{send2(async()=>{await begin(board,
name3)})},complete:(name3,page,annotations=[])=>{send2(async()=>{await end(board,name3,{...page,annotations})})},settled:async()=>{
await line2}}}function createBoard(given,world){let{workflow,location}=given,{repository,eventName,payload,sha}=workflow,
cut4,github=()=>(world.signal.aborted&&(cut4??=AbortSignal.timeout(endWithinMilliseconds)),connectGitHub(given,{...world,
signal:cut4??world.signal})),head;return{given,world,open:new Map,github,head:async()=>{let api=github();if(api===void 0)
throw new Error("'github-token' is empty.");return head??=findCheckHead(api,{repository,eventName,payload,location,sha}),
await head}}}async function begin(board,name3){let{open:open2,given}=board,known3=open2.get(name3);if(known3?.id!==void 0)
return{...known3,id:known3.id};let headSha=await board.head(),github=board.github();if(headSha===void 0||github===void 0)
return;let check=known3??{name:name3,headSha,externalId:randomUUID()};open2.set(name3,check),tell2(board);let{repository}=given.
workflow,id=(known3&&await findCheckRun(github,repository,known3))??await create2(board,check,github),made={...check,id};
return open2.set(name3,made),tell2(board),made}async function create2(board,check,github){let{repository}=board.given.workflow;
try{return await createCheckRun(github,repository,check)}catch(error){throw error instanceof GitHubError&&error.kind!=="\
unanswered"&&(board.open.delete(check.name),tell2(board)),error}}async function end(board,name3,result2){let{open:open2,
given}=board,check=await begin(board,name3),github=board.github();check===void 0||github===void 0||(await completeCheckRun(
github,given.workflow.repository,check.id,result2),open2.delete(name3),tell2(board))}function tell2({open:open2}){writeOpenChecks(
[...open2.values()])}function checkAnnotations(annotations){return annotations.flatMap(({severity,message,place})=>{let{
file,startLine=1,endLine=startLine,title=""}=place;return file===void 0?[]:[{path:file,startLine,endLine,title,message,level:severity===
"error"?"failure":"warning"}]})}function openDoor(writes,keys){let{runs:runs2,adminRuns}=writes;return{...openEndingDoor(runs2,keys),async make(options){
let{message}=options,run=await tellAbout(keys.record,{act:"make",runId:void 0,message},async()=>await runs2.create(options));
return keys.record.tell({kind:"made",run}),run},async confirm(seen,_allowed,comment2){await act(keys,seen,{act:"confirm",
purpose:"judged"},async()=>{await runs2.apply(seen.id,comment2)})},async forceCancel(seen,{purpose,comment:comment2,asAdmin}){
await act(keys,seen,{act:"force-cancel",purpose},async()=>{await(asAdmin?adminRuns:runs2).forceCancel(seen.id,comment2)})},
async forceExecute(seen){await act(keys,seen,{act:"force-execute",purpose:"asked"},async()=>{await runs2.forceExecute(seen.
id)})},async override(seen,{kind,id},comment2){await act(keys,seen,{act:"override",purpose:"judged"},async()=>{await writes[kind].
override(id,comment2)})},uploads:writes.configurationVersions}}function holdLog(log,waits2){let held=[],hold=say2=>(...given)=>{held.push(()=>{say2(...given)})};return{info:hold(message=>{
log.info(message)}),waiting:message=>{waits2(message),held.push(()=>{log.info(message)})},notice:hold(message=>{log.notice(
message)}),warning:hold((message,place)=>{log.warning(message,place)}),error:hold((message,place)=>{log.error(message,place)}),
startGroup:hold(title=>{log.info(title)}),endGroup:()=>{},untrusted:hold(text=>{log.untrusted(text)}),debug:message=>{log.
debug(message)},mask:secret=>{log.mask(secret)},conceal:(secrets,create3)=>{log.conceal(secrets,create3)},close:()=>{},tell:title=>{
log.startGroup(title);for(let say2 of held.splice(0))say2();log.endGroup()}}}function known(pullRequest,pick){if(pullRequest===void 0)return{known:!1,why:"the run belongs to no pull request."};if(!pullRequest.
known)return pullRequest;let pull=pullRequest.value,fact=pick(pull);return fact.known?{known:!0,value:{fact:fact.value,pull}}:
fact}function isSameName2(one,other){return one.toLowerCase()===other.toLowerCase()}var hookSource="tfe-configuration-version";function judgeCommitRun(evidence){return[judgeRecord(evidence),judgeMaker(evidence)]}
function judgeVersionControl(evidence,rules){return[...judgeCommitRun(evidence),judgeOptions(evidence),judgeBranch(evidence),
judgeWaiting(evidence),judgeNewer(evidence,rules)]}function nameRecord({repository,sha,pullRequest}){let pull=pullRequest===
void 0?"":` (#${pullRequest})`;return`made by HCP Terraform from ${repository}@${shortCommit(sha)}${pull}`}function judgeRecord({
run,wanted,ownsVersion:ownsVersion2}){let objection=objectionToCommit(run.configurationVersion,wanted)??objectionToWorkspace(
run,wanted)??objectionToVersion(run,ownsVersion2);return told(nameRecord(wanted),objection,"",{run:run.id})}function judgeMaker({
run}){return told("made by version control, not by hand",objectionToMaker(run),"",{source:run.source})}function judgeOptions({
run}){return told("without options of its own",objectionToOptions(run),"",{options:listOptions(run)})}function objectionToCommit(origin,{
repository,host,sha}){let ingress=origin?.ingressAttributes;if(ingress===void 0||ingress==="none")return{code:"origin-un\
known",saw:ingress==="none"?"no, of no commit":"not known of which commit",message:ingress==="none"?"HCP Terraform has n\
o commit for the configuration of this run (no ingress attributes): it was uploaded, and not fetched from version contro\
l.":"HCP Terraform does not tell of which commit the configuration of this run is (no ingress attributes)."};let{identifier:identifier2,
cloneUrl,commitSha}=ingress;if(identifier2===void 0||!isSameName2(identifier2,repository))return elsewhere(identifier2,repository);
let clone=cloneUrl===void 0?void 0:parseClone(cloneUrl);return clone===void 0||!isSameName2(clone.host,host)?elsewhere(clone&&
`${clone.host}/${identifier2}`,`${host}/${repository}`):isSameName2(clone.repository,repository)?commitSha===void 0?notTold(
"HCP Terraform does not tell of which commit the run is."):commitSha===sha?void 0:{code:"commit-differs",saw:`no, from ${commitSha}`,
message:`The run was made of ${commitSha}, and ${sha} is asked for.`}:elsewhere(clone.repository,repository)}function elsewhere(actual,wanted){
return actual===void 0?notTold("HCP Terraform does not tell from which repository the run was made."):{code:"origin-diff\
ers",saw:`no, from ${actual}`,message:`The run was made from ${actual}, and this is ${wanted}. A repository that was ren\
amed keeps its old name in runs from before.`}}function parseClone(url){let match=/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:@]+)(?::\d+)?\/(.+)$/i.
exec(url)??/^(?:[^@/:]+@)([^/:@]+):(.+)$/.exec(url),[,host,rest2]=match??[];return host===void 0||rest2===void 0?void 0:
{host,repository:rest2.replace(/\/$/,"").replace(/\.git$/i,"")}}function objectionToWorkspace({workspaceId},wanted){return workspaceId===
void 0?{...notTold("HCP Terraform does not tell of which workspace the run is."),code:"run-unknown"}:workspaceId===wanted.
workspaceId?void 0:{code:"run-differs",saw:"no, of another workspace",message:`The run is of workspace ${workspaceId}, a\
nd ${wanted.workspaceId} is asked for.`}}function objectionToVersion({configurationVersionId:id},ownsVersion2){if(id===void 0)
return notTold("HCP Terraform does not tell which configuration version the run uses.");if(!(ownsVersion2.known&&ownsVersion2.
value))return ownsVersion2.known?{code:"origin-differs",saw:"no, with a configuration of another workspace",message:`The\
 run uses configuration version ${id}, which is not one of this workspace: version control did not make it.`}:{code:"ori\
gin-unknown",saw:"not known whether with a configuration of this workspace",message:`It is not known whether the run's c\
onfiguration version is one of this workspace: ${ownsVersion2.why}`}}function objectionToMaker({source}){if(source!==hookSource)
return source===void 0?notTold("The run does not tell whether version control made it (its source): somebody may have ma\
de it by hand on the configuration that version control brought."):{code:"source-differs",saw:`no, its source is ${source}`,
message:`The run was not made by version control (its source is ${source}): ${makerOf(source)}, on the configuration tha\
t version control brought.`}}function makerOf(source){return makers.get(source)??"something else made it"}var makers=new Map(
[["tfe-ui","somebody made it by hand"],["tfe-api","somebody, or a program, made it through the API"],["tfe-run-trigger",
"an apply of another workspace made it"],["tfe-module","a no-code module made it"],["terraform","Terraform's command lin\
e made it"],["terraform+cloud","Terraform's command line made it"]]);function listOptions(run){let{configurationVersion,
variableNames}=run;return[run.isDestroy===!0&&"destroy",run.refreshOnly&&"refresh-only",run.savePlan&&"save-plan",run.allowEmptyApply&&
"allow-empty-apply",!run.refresh&&"refresh: false",run.targetAddrs.length>0&&`targets: ${run.targetAddrs.join(", ")}`,run.
replaceAddrs.length>0&&`replace: ${run.replaceAddrs.join(", ")}`,run.invokeActionAddrs.length>0&&`actions: ${run.invokeActionAddrs.
join(", ")}`,run.policyPaths.length>0&&"policy paths",(variableNames?.length??0)>0&&`variables: ${variableNames?.join(",\
 ")??""}`,configurationVersion?.speculative===!0&&run.planOnly!==!0&&"a speculative configuration"].filter(option=>option!==
!1)}function objectionToOptions(run){let options=listOptions(run);if(options.length>0)return{code:"options-differ",saw:`\
no: ${options.join("; ")}`,message:`The run has options that version control does not give (${options.join("; ")}): some\
thing else made it, or somebody by hand.`};let untold3=[run.isDestroy===void 0?["destroys everything"]:[],run.variableNames===
void 0?["has variables of its own"]:[]].flat();return untold3.length===0?void 0:{code:"origin-unknown",saw:`not known wh\
ether it ${untold3.join(" and ")}`,message:`HCP Terraform does not tell whether the run ${untold3.join(", and whether it\
 ")}.`}}function judgeBranch(evidence){let{run,trackedBranch}=evidence,objection=objectionToBranch(evidence),saw=trackedBranch.
known?trackedBranch.value:"not known";return told("of the branch that the workspace tracks",objection,saw,{run:run.id})}
function objectionToBranch(evidence){let ingress=ingressOf(evidence.run);if(ingress?.isPullRequest===!0){let{pullRequestNumber:number}=ingress;
return differs(`no, of ${number===void 0?"a pull request":`pull request #${number}`}`,"The run is of a pull request that\
 is not merged, and is never applied.")}return evidence.run.planOnly?differs("no, it only plans","The run is plan-only, \
and is never applied."):ingress?.isPullRequest!==!1?notTold("The run does not tell whether it is of a pull request."):ingress.
tag!==void 0?differs(`no, of tag ${ingress.tag}`,`The run is of the tag ${ingress.tag}, and not of a branch.`):objectionToTracking(
evidence,ingress)}function objectionToTracking({connection,trackedBranch,wanted},{branch}){if(!connection.known)return notTold(
`It is not known how the workspace is connected: ${connection.why}`);if(connection.value==="none")return differs("no, it\
 is no longer connected","The workspace is no longer connected to a repository.");let{identifier:identifier2}=connection.
value;if(identifier2===void 0)return notTold("HCP Terraform does not tell which repository the workspace is connected to\
.");if(!isSameName2(identifier2,wanted.repository))return differs(`no, it is connected to ${identifier2}`,`The workspace\
 is connected to ${identifier2} now, and not to ${wanted.repository}.`);if(!trackedBranch.known)return notTold(`It is no\
t known which branch the workspace tracks: ${trackedBranch.why}`);if(branch===void 0)return notTold("HCP Terraform does \
not tell of which branch the run is.");let tracked=trackedBranch.value;return branch!==tracked?differs(`no, of ${branch}\
, and it tracks ${tracked}`,`The run is of branch ${branch}, and the workspace tracks ${tracked} now.`):wanted.branch===
void 0?notTold("The event does not tell which branch the commit came to."):branch===wanted.branch?void 0:differs(`no, of\
 ${branch}, and the event is about ${wanted.branch}`,`The run is of branch ${branch}, and the event is about ${wanted.branch}\
.`)}function differs(saw,message){return{code:"branch-differs",saw,message}}function notTold(message){return{code:"origi\
n-unknown",saw:"not known",message}}function ingressOf(run){let ingress=run.configurationVersion?.ingressAttributes;return ingress===
"none"?void 0:ingress}function judgeWaiting({run}){let{autoApply}=run,finding2=told("it waits for a decision",objectionToAutoApply(
run),autoApply===void 0?"not known (the server does not say)":"",{"auto-apply":autoApply});return autoApply===void 0?{...finding2,
check:{...finding2.check,mark:"unknown"}}:finding2}function objectionToAutoApply({id,autoApply}){return autoApply?{code:"\
applies-by-itself",saw:"no, it applies by itself",message:`Run ${id} applies by itself ('auto-apply'), so there is nothi\
ng left to decide. Switch 'Auto-apply' off in the workspace's settings, for runs of version control.`}:void 0}function judgeNewer({
newer},{requireNewestRun}){let rule=requireNewestRun?"require-newest-run":"newer runs that wait behind it",saw=newer.known?
newer.value.join(", ")||"none":`not known: ${newer.why}`;if(!requireNewestRun)return{check:{rule,held:!0,saw,mark:newer.
known?"off":"unknown"},reason:void 0};let isNewest=newer.known&&newer.value.length===0;return finding(rule,isNewest,saw,
newer.known?"newer-run-waiting":"newer-run-unknown",newer.known?`A newer run waits behind this one (${saw}), and 'requir\
e-newest-run' asks for the newest.`:`'require-newest-run' cannot be checked: ${newer.why}`,{newer:newer.known?newer.value:
void 0})}function told(rule,objection,saw,facts){return finding(rule,objection===void 0,objection?.saw??saw,objection?.code??
"origin-unknown",objection?.message??"",facts)}var earlyStatuses=new Set(["pending","fetching"]);function chooseRun(runs2,wanted,kind){let here=runs2.filter(({workspaceId})=>workspaceId===
wanted.workspaceId),ofCommit=here.filter(run=>objectionToCommit(run.configurationVersion,wanted)===void 0),fitting2=ofCommit.
filter(run=>isFitting(run,kind)),[chosen]=[...fitting2].sort((one,other)=>rank(one)-rank(other)||compareAge(one,other)),
rejected=ofCommit.filter(run=>run!==chosen).map(run=>({run,why:whyNot2(run,kind)}));if(chosen!==void 0)return{kind:"foun\
d",run:chosen,notes:notesOn(chosen),rejected};let early=here.find(run=>isEarly(run));return early===void 0?{kind:"none",
rejected}:{kind:"early",run:early}}function isEarly({configurationVersion:origin,status}){let ingress=origin?.ingressAttributes;
return ingress!==void 0&&ingress!=="none"?!1:earlyStatuses.has(origin?.status)||origin===void 0&&earlyStatuses.has(status)}
function isFitting(run,{planOnly,allowsRetry}){return planOnly!==void 0&&run.planOnly!==planOnly?!1:isByHook(run)||allowsRetry&&
isRetry(run)}function isByHook(run){return objectionToMaker(run)===void 0}function isRetry(run){return run.source==="tfe\
-ui"&&listOptions(run).length===0}var vain=new Set(["canceled","discarded","force_canceled"]);function rank(run){let{status}=run;
return(vain.has(status)?2:status==="errored"?1:0)*2+(isByHook(run)?0:1)}function compareAge(one,other){let age=run=>Date.
parse(run.createdAt??"")||0;return age(other)-age(one)||(one.id<other.id?1:-1)}function notesOn(run){let options=listOptions(
run);return[isByHook(run)?[]:`Run ${run.id} is a re-run by a person, of the same configuration.`,options.length===0?[]:`\
Run ${run.id} has options of its own: ${options.join("; ")}.`].flat()}function whyNot2(run,{planOnly}){let objection=objectionToMaker(
run),options=listOptions(run);if(objection!==void 0){let own=options.length===0?"":`, with ${options.join("; ")}`;return run.
source===void 0?`somebody may have made it by hand (its source is not told${own})`:`${makerOf(run.source)} (its source i\
s ${run.source}${own})`}return planOnly!==void 0&&run.planOnly!==planOnly?run.planOnly?"it is plan-only, of a pull reque\
st":"it is no plan of a pull request, it can be applied":`it is ${run.status}, and there is a better one`}function explainMissingRun(missing2){if(!missing2.mayReadRuns)return because([noPermission]);let settings=findSettings(missing2);
if(settings.length>0)return because(settings);let{heardOf,rejected,origins,wanted}=missing2,knowsCommit=origins.known&&origins.
value.some(origin=>objectionToCommit(origin,wanted)===void 0),isNothingToPlan=heardOf.known&&heardOf.value==="passed"&&origins.
known&&!knowsCommit&&rejected.length===0;if(isNothingToPlan)return{isNothingToPlan,causes:[`By a status in its name, HCP\
 Terraform heard of ${shortCommit(wanted.sha)} and found nothing to plan in workspace ${missing2.connected.workspace.name}\
.`,...findTriggers(missing2)]};let others=rejected.map(({run,why})=>`Run ${run.id} is of this commit, and is not the one\
: ${why}.`),first=findFirstRun(missing2);return others.length>0?because([...others,...duplicate(missing2)]):first.length>
0?because(first):because(knowsCommit?[`HCP Terraform fetched the commit, and no run of it was found: it is not queued ye\
t, or there will be none, since ${oneRunOnly}`]:[...findTriggers(missing2),...findLoss(missing2)])}function because(causes){
return{isNothingToPlan:!1,causes}}var noPermission="The token may read the workspace and not its runs: give its team 're\
ad' on runs ('Read runs', or 'read' on the workspace).",oneRunOnly="a commit makes one run in a workspace, whatever brin\
gs it there; an empty commit helps.";function findSettings(missing2){let{connected,wanted,isProposed,isFork:isFork2,base,
trackedBranch}=missing2,{connection,workspace,triggers}=connected,{name:name3}=workspace;if(connection==="none")return[`\
Workspace ${name3} is not connected to a repository: version control makes no runs there. Leave 'commit' empty, and uplo\
ad the configuration.`];if(connection!==void 0){let elsewhere2=whereElse(connection,wanted);if(elsewhere2!==void 0)return[
`Workspace ${name3} is connected to another repository, ${elsewhere2}, and this is ${wanted.repository}.`]}let tags=connection?.
tagsRegex;return[tags===void 0?[]:`Workspace ${name3} runs on tags (${tags}), and not on branches or pull requests.`,isProposed&&
isFork2===!0?"The pull request comes from a fork, and HCP Terraform plans no forks.":[],isProposed&&triggers.speculativeEnabled===
!1?`Workspace ${name3} makes no speculative plans ('Automatic speculative plans' is off in its version control settings)\
.`:[],tags===void 0&&trackedBranch.known&&base!==void 0&&base!==trackedBranch.value?`Workspace ${name3} tracks the branc\
h ${trackedBranch.value}, and this ${isProposed?"pull request goes to":"commit was pushed to"} ${base}.`:[]].flat()}function whereElse({
identifier:identifier2,repositoryUrl},{repository,host}){if(identifier2!==void 0&&!isSameName2(identifier2,repository))return identifier2;
if(repositoryUrl===void 0||!URL.canParse(repositoryUrl))return;let{hostname,host:withPort}=new URL(repositoryUrl);return[
hostname,withPort].some(each=>isSameName2(each,host))?void 0:`${withPort}/${identifier2??repository}`}function findFirstRun({
connected,hasRuns,origins}){if(!(connected.triggers.queueAllRuns===!1&&hasRuns.known&&!hasRuns.value))return[];let fetched=origins.
known&&origins.value.length>0?" It has fetched configurations already.":"";return[`Workspace ${connected.workspace.name}\
 has had no run yet, and starts none by itself before somebody has started the first one ('queue-all-runs' is off): star\
t it in the web interface.${fetched}`]}function duplicate({rejected}){return rejected.some(({run})=>run.source==="tfe-co\
nfiguration-version")?[`HCP Terraform makes no second one: ${oneRunOnly}`]:[]}var tooManyFiles=300;function findTriggers({
connected,changedFiles}){let{triggers,workspace}=connected,{fileTriggersEnabled,triggerPatterns,triggerPrefixes}=triggers,
folder=triggers.workingDirectory;if(fileTriggersEnabled!==!0)return[];if(changedFiles.known&&changedFiles.value>=tooManyFiles)
return[];let rules=[triggerPatterns.length===0?[]:`trigger patterns ${triggerPatterns.join(", ")}`,triggerPrefixes.length===
0?[]:`trigger prefixes ${triggerPrefixes.join(", ")}`,triggerPatterns.length>0||folder===void 0?[]:`working directory ${folder}`].
flat();return rules.length===0?[]:[`${changedFiles.known?`The ${changedFiles.value} changed ${changedFiles.value===1?"fi\
le":"files"} may match`:"The changed files may match"} none of the rules of workspace ${workspace.name} (${rules.join(";\
 ")}).`]}function findLoss({heardOf,wanted}){return heardOf.known&&heardOf.value!=="nothing"?[`HCP Terraform heard of ${shortCommit(
wanted.sha)} (its status is on the commit), and its run is not here yet. Wait longer ('queue-timeout'), or look at the s\
tatus.`]:[`HCP Terraform may not have heard of the commit: its event was lost or is late, its app is not installed on ${wanted.
repository}, or the connection is broken. Push again, or set the branch of the workspace anew.${heardOf.known?"":` (Whet\
her a status is on the commit is not known: ${heardOf.why})`}`]}var pauses2=[2e3,3e3,5e3,1e4,2e4,3e4],mostLists=4,listsWithin=12e4,listEvery=6e4,mostPages=3,settledAfter=15e3,heartbeat=6e4,
unlooked={known:!1,why:"they were not looked at."};async function findCommitRun(dependencies,search){let{clock,signal,log}=dependencies,
hunt={dependencies,search,lists:[],seen:{origins:unlooked,hasRuns:!1},choice:{kind:"none",rejected:[]}},begun3=clock.now(),
saidAt;for(let look=0;;look+=1){let connected=await lookOnce(hunt,look);if(hunt.choice.kind==="found"){let{run,notes}=hunt.
choice;return dependencies.record.tell({kind:"named",runId:run.id}),{kind:"found",run,notes}}let waited=clock.now()-begun3,
left=search.patience-waited,over=await conclude(hunt,connected,waited,left<=0);if(over!==void 0)return over;(saidAt===void 0||
clock.now()-saidAt>=heartbeat)&&(log.waiting(sayWaiting(hunt,connected,waited)),saidAt=clock.now());let pause=pauses2[Math.
min(look,pauses2.length-1)]??heartbeat;await clock.sleep(Math.min(pause,Math.max(left,0)),signal)}}function sayWaiting({
search:{wanted,patience:patience2},choice},{workspace},waited){let what=`the run that version control makes of ${wanted.
repository}@${shortCommit(wanted.sha)} in workspace ${workspace.name}`,state=choice.kind==="early"?`run ${choice.run.id}\
 is there, and does not tell its commit yet`:"there is none yet";return`Waiting for ${what}: ${state} (${renderDuration(
waited)} of ${renderDuration(patience2)}).`}async function lookOnce(hunt,look){let{dependencies,search}=hunt,{hcp}=dependencies,
{workspaceId}=search.wanted,connected=await hcp.workspaces.readConnected(workspaceId),{currentRun}=connected;if(hunt.seen.
hasRuns||=connected.workspace.currentRunId!==void 0,currentRun!==void 0&&take2(hunt,[currentRun]))return connected;if(hunt.
choice.kind==="early"){let{id}=hunt.choice.run;dependencies.record.tell({kind:"named",runId:id});let run=await readCommitRun(
dependencies,id);if(isEarly(run)||take2(hunt,[run]))return connected}if(look===0&&(await ruledOut(hunt,connected)).length>
0)return connected;let isHinted=look>0&&await isFetched(hunt);return mayList(hunt,look===0||isHinted)&&await readLists(hunt),
connected}function take2(hunt,runs2){let choice=chooseRun(runs2,hunt.search.wanted,hunt.search.kind);return choice.kind!==
"found"?!1:(hunt.choice=choice,!0)}async function isFetched(hunt){let{dependencies,search,seen}=hunt,{hcp,signal}=dependencies;
try{let{workspaceId}=search.wanted,page=await hcp.configurationVersions.listOrigins(workspaceId,1);seen.origins={known:!0,
value:page.origins}}catch(error){return signal.throwIfAborted(),seen.origins={known:!1,why:saidBy(error)},!1}return seen.
origins.value.some(origin=>objectionToCommit(origin,search.wanted)===void 0||origin.status==="pending"||origin.status===
"fetching"||origin.source!=="tfe-api"&&origin.ingressAttributes===void 0)}function mayList({dependencies,lists},isHinted){
let now=dependencies.clock.now(),recent=lists.filter(at=>now-at<listsWithin),last=lists.at(-1),isDue=last===void 0||now-
last>=listEvery;return(isHinted||isDue)&&recent.length<mostLists}async function readLists(hunt){let{dependencies,search,
lists}=hunt,{hcp,clock}=dependencies,{workspaceId,sha}=search.wanted,runs2=[];for(let page=1;;page+=1){lists.push(clock.
now());let listed3=await hcp.runs.listByCommit(workspaceId,sha,page).catch(error=>{throw explainRefusedList(error,search.
wanted)});if(runs2.push(...await withCommits(hunt,listed3.runs)),hunt.seen.hasRuns||=runs2.length>0,hunt.choice=chooseRun(
runs2,search.wanted,search.kind),hunt.choice.kind==="found"||listed3.nextPage===void 0||page>=mostPages||!mayList(hunt,!0))
return}}function explainRefusedList(error,wanted){return error instanceof ApiError&&[403,404].includes(error.status)?new RunRefusedError(
`The runs of workspace ${wanted.workspaceId} cannot be listed (${error.status}), and the workspace itself can be read: t\
he token may not read runs. Give its team the permission to read runs ('read' on the workspace). Nothing was done.`,{cause:error}):
error}var mostSingle=10;async function withCommits({dependencies},runs2){let lacking2=runs2.filter(({configurationVersion,
source})=>configurationVersion?.ingressAttributes===void 0&&source==="tfe-configuration-version");if(lacking2.length===0)
return runs2;let read2=new Map;for(let run of lacking2.slice(0,mostSingle))read2.set(run.id,await withOwnCommit(dependencies,
run));return runs2.map(run=>read2.get(run.id)??run)}var phasesAndCommit=["plan","apply","configuration_version.ingress_a\
ttributes"];async function readRunToShow({hcp,signal},id){let run=await hcp.runs.read(id,{include:phasesAndCommit}),{configurationVersionId,
configurationVersion:version2}=run;if(version2?.ingressAttributes!==void 0||run.source==="tfe-api"||configurationVersionId===
void 0)return run;let ingressAttributes2=await hcp.ingressAttributes.read(configurationVersionId).catch(()=>{});return signal.
throwIfAborted(),{...run,configurationVersion:{...untold2(configurationVersionId),...version2,ingressAttributes:ingressAttributes2}}}
async function readCommitRun(dependencies,id){let run=await dependencies.hcp.runs.read(id,{include:phasesAndCommit});return run.
configurationVersion?.ingressAttributes===void 0?await withOwnCommit(dependencies,run):run}async function withOwnCommit({
hcp},run){let{configurationVersionId:id,configurationVersion:origin}=run;if(id===void 0)return run;let version2=origin??
await readOrigin(hcp,id),ingress=await hcp.ingressAttributes.read(id);return{...run,configurationVersion:{...version2,ingressAttributes:ingress??
"none"}}}async function readOrigin(hcp,id){let{status,speculative}=await hcp.configurationVersions.read(id);return{...untold2(
id),status,speculative}}function untold2(id){return{id,source:void 0,status:void 0,speculative:void 0,ingressAttributes:void 0}}
async function ruledOut({search},connected){let trackedBranch=await search.trackedBranch(connected);return findSettings(
{...search,connected,trackedBranch})}async function conclude(hunt,connected,waited,isOver2){let{search,choice}=hunt,isSettled2=waited>=
settledAfter||isOver2,settings=await ruledOut(hunt,connected);if(!isSettled2&&settings.length===0||choice.kind==="early"&&
!isOver2)return;if(settings.length===0){let head=await search.headNow();if(head!==void 0&&head!==search.wanted.sha)return{
kind:"superseded",head}}let{isNothingToPlan,causes}=explainMissingRun(await gather(hunt,connected));if(isNothingToPlan)return{
kind:"nothing-to-plan",why:causes.join(" ")};let isFirst=connected.triggers.queueAllRuns===!1&&!hunt.seen.hasRuns;if(!(!isOver2&&
settings.length===0&&!isFirst))throw new RunRefusedError(`Version control made no run of ${search.wanted.repository}@${shortCommit(
search.wanted.sha)} in workspace ${connected.workspace.name}${isOver2?` within ${renderDuration(search.patience)} ('queu\
e-timeout')`:""}. ${causes.join(" ")} Nothing was done.`)}async function gather({search,seen,choice},connected){let[trackedBranch,
heardOf,changedFiles]=await Promise.all([search.trackedBranch(connected),search.heardOf(),search.changedFiles()]);return{
...search,connected,trackedBranch,heardOf,changedFiles,origins:seen.origins,hasRuns:{known:!0,value:seen.hasRuns},rejected:choice.
kind==="none"?choice.rejected:[],mayReadRuns:!0}}async function readEnvironmentApprovals(github,repository,workflowRunId){let document=await github.request({route:"GET /\
repos/{owner}/{repo}/actions/runs/{run_id}/approvals",parameters:{owner:repository.owner,repo:repository.name,run_id:workflowRunId},
what:`read who approved workflow run ${workflowRunId} of ${fullName(repository)}`,needs:"actions: read"});return Array.isArray(
document)?document.map(each=>{let{state,user,environments}=each??{};return{login:textOf2(user?.login)??"somebody",state:textOf2(
state)??"",environments:(Array.isArray(environments)?environments:[]).map(({name:name3})=>textOf2(name3)??"")}}):[]}function textOf2(value){
return typeof value=="string"?value:void 0}var permissions2=["admin","maintain","write","triage","read","none"];async function readPermission(github,repository,login){
let document;try{document=await github.request({route:"GET /repos/{owner}/{repo}/collaborators/{username}/permission",parameters:{
owner:repository.owner,repo:repository.name,username:login},what:`read what ${login} may do in ${fullName(repository)}`,
needs:"contents: read"})}catch(error){if(error instanceof GitHubError&&error.status===404)return"none";throw error}let{permission,
role_name:role}=document,held=permissions2.find(known3=>known3===permission)??"none",named=permissions2.find(known3=>known3===
role)??held;return permissions2.indexOf(named)>permissions2.indexOf(held)?named:held}var notAsked={known:!1,why:"no rule asks for it."};async function attempt({github,signal},read2){if(github===void 0)return{
known:!1,why:"the input 'github-token' is empty."};try{return{known:!0,value:await read2(github)}}catch(error){return signal.
throwIfAborted(),unread(error)}}function createPermissionReader(source){let answers=new Map;return async login=>{let asked=answers.
get(login)??attempt(source,async github=>{let{repository}=source.workflow,permission=await readPermission(github,repository,
login);return["admin","maintain","write"].includes(permission)});return answers.set(login,asked),await asked}}async function readBranchHead(github,repository,branch){let what=`read the head of ${branch} in ${fullName(repository)}`,
ref=`heads/${branch}`,document=await github.request({route:"GET /repos/{owner}/{repo}/git/ref/{ref}",parameters:{owner:repository.
owner,repo:repository.name,ref},what,needs:"contents: read"}),sha=shaOf(field(field(document,"object"),"sha"));if(sha!==
void 0&&field(document,"ref")===`refs/${ref}`)return sha;throw lacking(what,"the branch")}async function readBehindBy(github,repository,base,head){
let what=`compare ${base} and ${head} in ${fullName(repository)}`,document=await github.request({route:"GET /repos/{owne\
r}/{repo}/compare/{basehead}",parameters:{owner:repository.owner,repo:repository.name,basehead:`${base}...${head}`,per_page:1},
what,needs:"contents: read"}),{behind_by:behind}=document;if(typeof behind=="number")return behind;throw lacking(what,"b\
ehind_by")}async function readTree(github,repository,sha){let what=`read commit ${sha} of ${fullName(repository)}`,document=await github.
request({route:"GET /repos/{owner}/{repo}/git/commits/{commit_sha}",parameters:{owner:repository.owner,repo:repository.name,
commit_sha:sha},what,needs:"contents: read"}),{tree}=document;if(typeof tree?.sha=="string")return tree.sha;throw lacking(
what,"tree")}async function readChangedFileCount(github,repository,number){let what=`read pull request #${number} of ${fullName(
repository)}`,document=await github.request({route:"GET /repos/{owner}/{repo}/pulls/{pull_number}",parameters:{owner:repository.
owner,repo:repository.name,pull_number:number},what,needs:"pull-requests: read"}),{changed_files:count3}=document;if(typeof count3==
"number")return count3;throw lacking(what,"changed_files")}async function readLabelers(github,repository,number){let what=`read who labelled pull request #${number} of ${fullName(
repository)}`,events=await github.readPages({route:"GET /repos/{owner}/{repo}/issues/{issue_number}/timeline",parameters:{
owner:repository.owner,repo:repository.name,issue_number:number},what,needs:"pull-requests: read"}),labelers=new Map;for(let each of events){
if(typeof each!="object"||each===null)throw lacking(what,"an event");let name3=textOf(field(field(each,"label"),"name"));
field(each,"event")==="labeled"&&name3!==void 0&&labelers.set(name3.toLowerCase(),parseAuthor(field(each,"actor")))}return labelers}async function readPushes(github,repository,branch,sha){let activities;try{activities=await github.request({route:"GET /\
repos/{owner}/{repo}/activity",parameters:{owner:repository.owner,repo:repository.name,ref:`refs/heads/${branch}`,direction:"\
desc",per_page:100},what:`read who pushed ${branch} of ${fullName(repository)}`,needs:"contents: read"})}catch(error){if(error instanceof
GitHubError&&error.status===404)return[];throw error}return(Array.isArray(activities)?activities:[]).filter(activity=>textOf(
field(activity,"after"))===sha).map(activity=>({before:textOf(field(activity,"before")),actor:parseAuthor(field(activity,
"actor"))}))}async function readPush(github,repository,branch,sha){let[last]=await readPushes(github,repository,branch,sha);
return last}async function readPushers(github,repository,branch,sha){return(await readPushes(github,repository,branch,sha)).
flatMap(({actor})=>actor??[])}var query2=`query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { headRefOid reviewDecision }
  }
}`;async function readReviewDecision(github,repository,number){let what=`read the review decision of pull request #${number}\
 of ${fullName(repository)}`,data=await github.query({query:query2,variables:{owner:repository.owner,name:repository.name,
number},what,needs:"pull-requests: read",repeatable:!0}),pull=field(field(data,"repository"),"pullRequest"),decision2=field(
pull,"reviewDecision");if(decision2!==null&&typeof decision2!="string")throw lacking(what,"reviewDecision");return{headSha:shaOf(
field(pull,"headRefOid")),decision:decision2??void 0}}async function readReviews(github,repository,number){let what=`read the reviews of pull request #${number} of ${fullName(
repository)}`;return(await github.readPages({route:"GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",parameters:{owner:repository.
owner,repo:repository.name,pull_number:number},what,needs:"pull-requests: read"})).map(review=>parseReview(review,what))}
function parseReview(document,what){let id=numberOf(field(document,"id")),state=textOf(field(document,"state"));if(id===
void 0||state===void 0)throw lacking(what,"a review's id or state");return{id,author:parseAuthor(field(document,"user")),
state:state.toUpperCase(),commitId:textOf(field(document,"commit_id")),submittedAt:textOf(field(document,"submitted_at"))}}async function readPullRequestEvidence(source,origin,mayWrite){let reader={source,origin,mayWrite},number=await findNumber(
source,origin);if(!number?.known)return number;let first=await readPull(source,number.value);if(!first.known)return first;
let gathered=await gather2(reader,first.value),last=source.needsPullRequest?await readPull(source,number.value):first;if(!last.
known)return last;let pull=last.value;return{known:!0,value:{number:pull.number,headSha:pull.headSha,author:pull.author,
isFork:pull.isFork||isForkByEvent(source),isOpen:pull.state==="open",isMerged:pull.merged,mergeCommitSha:pull.mergeCommitSha,
...gathered}}}function isForkByEvent({location}){return location.kind==="number"&&location.isFork===!0}async function findNumber(source,origin){
let{location,needsPullRequest:needsPullRequest2,workflow}=source;if(location.kind==="number")return{known:!0,value:location.
number};if(location.kind==="unknown")return{known:!1,why:location.why};if(origin?.pullRequest!==void 0)return{known:!0,value:origin.
pullRequest};if(location.kind==="none"||!needsPullRequest2)return;let found=await attempt(source,github=>findPullRequest(
github,workflow.repository,location));if(!found.known)return found;let{value}=found;return value.kind==="unknown"?{known:!1,
why:value.why}:value.kind==="number"?{known:!0,value:value.number}:void 0}async function readPull(source,number){return await attempt(
source,github=>readPullRequest(github,source.workflow.repository,number))}async function gather2(reader,pull){let{source}=reader,
{rules,workflow}=source,[reviews,pushers,reviewDecision,labels,base]=await Promise.all([rules.requiredApprovals>0?readReviewEvidence(
reader,pull.number):notAsked,rules.requiredApprovals>0?readPushersOf(source,pull):notAsked,rules.requireReviewDecision?attempt(
source,github=>readReviewDecision(github,workflow.repository,pull.number)):notAsked,rules.requiredLabels.length>0?readLabelEvidence(
reader,pull):notAsked,rules.requireUpToDate?readBase(reader,pull):notAsked]);return{reviews,pushers,reviewDecision,labels,
base}}async function readReviewEvidence({source,mayWrite},number){return await attempt(source,async github=>{let reviews=await readReviews(
github,source.workflow.repository,number);return await Promise.all(reviews.map(async({author,state,commitId})=>({reviewer:author,
state,commitId,mayWrite:author!==void 0&&["APPROVED","CHANGES_REQUESTED"].includes(state)?await mayWrite(author.login):notAsked})))})}
async function readPushersOf(source,{headRef,headSha,isFork:isFork2}){return isFork2?{known:!0,value:[]}:await attempt(source,
github=>readPushers(github,source.workflow.repository,headRef,headSha))}async function readLabelEvidence({source,mayWrite},pull){
return await attempt(source,async github=>{let labels=pull.labels.filter(name3=>source.rules.requiredLabels.some(wanted=>isSameName(
wanted,name3))),labelers=labels.length===0?new Map:await readLabelers(github,source.workflow.repository,pull.number);return await Promise.
all(labels.map(async name3=>{let login=labelers.get(name3.toLowerCase())?.login;return{name:name3,addedBy:login,mayWrite:login===
void 0?{known:!1,why:"GitHub does not tell who added it"}:await mayWrite(login)}}))})}async function readBase({source,origin},pull){
let{repository}=source.workflow;return await attempt(source,async github=>{let{mergeCommitSha:landed,headSha,baseRef}=pull,
tell3=(isContained,saw)=>({headSha,isContained,saw});if(!pull.merged||landed===void 0){let base=await readBranchHead(github,
repository,baseRef),behind=await readBehindBy(github,repository,base,headSha);return behind===0?tell3(!0,"up to date"):tell3(
!1,`${behind} behind ${baseRef}`)}if(origin?.sha===landed)return tell3(!0,"merged");let[planned2,merged]=await Promise.all(
[readTree(github,repository,headSha),readTree(github,repository,landed)]);return planned2===merged?tell3(!0,"merged with\
out other changes"):tell3(!1,"merged together with other changes")})}var writersEvents=new Set(["create","delete","merge_group","push","release","repository_dispatch","schedule","workflow_d\
ispatch"]),branchActions=new Set(["closed","opened","reopened","synchronize"]);function isWritersEvent({name:name3,payload}){
return name3==="pull_request"||name3==="pull_request_target"?isForkPullRequest(payload)===!1&&branchActions.has(field(payload,
"action")):writersEvents.has(name3)}var written={commit_comment:"comment",discussion_comment:"comment",issue_comment:"co\
mment",pull_request_review:"review",pull_request_review_comment:"comment"};function findRequesters({name:name3,payload,actors}){
let loginOf=(what,key)=>textOf(field(field(what,key),"login")),said2=Object.hasOwn(written,name3)?written[name3]:void 0,
run=field(payload,"workflow_run"),named=[...actors,loginOf(payload,"sender"),...["comment","review"].map(key=>loginOf(field(
payload,key),"user")),loginOf(run,"actor"),loginOf(run,"triggering_actor")].filter(login=>login!==void 0&&login!==""),isNameless=named.
length===0||said2!==void 0&&loginOf(field(payload,said2),"user")===void 0;return{logins:[...named.filter((login,index2)=>named.
findIndex(other=>isSameName(other,login))===index2),...isNameless?[void 0]:[]],action:textOf(field(payload,"action")),isWritten:said2!==
void 0}}async function readGitHubEvidence(source,origin){let mayWrite=createPermissionReader(source),[request,approvers]=await Promise.
all([readRequest(source,mayWrite),readApprovers(source)]);return{approvers,evidence:{...eventEvidence(source),request,pullRequest:await readPullRequestEvidence(
source,origin,mayWrite)}}}async function readRequestEvidence(source){return await readRequest(source,createPermissionReader(
source))}function eventEvidence({workflow,location}){let{eventName,payload,repository,actor}=workflow,number=location.kind===
"number"?location.number:void 0,closed=closedPullRequest({name:eventName,payload}),doubt=location.kind==="unknown"?location.
why:void 0;return{eventName,here:{repository:fullName(repository),pullRequest:number,doubt},isTeardown:number!==void 0&&
number===closed,actor:actor===""?void 0:actor,request:void 0,pullRequest:doubt===void 0?void 0:{known:!1,why:doubt}}}function isAskedByWriters({
workflow}){let{eventName:name3,payload}=workflow;return isWritersEvent({name:name3,payload})}async function readIsForksCode(source){
let{location,workflow}=source;if(location.kind==="unknown")return{known:!1,why:`${location.why}.`};if(location.kind!=="n\
umber")return;let{number,isFork:isFork2,headSha}=location;return isFork2===!1?{known:!0,value:!1}:await attempt(source,async github=>{
let pull=await readPullRequest(github,workflow.repository,number),isForks=pull.isFork||isFork2===!0,isIts=isFork2!==!0||
headSha===pull.headSha;return isForks&&!(pull.merged&&isIts)})}async function readRequest(source,mayWrite){if(isAskedByWriters(
source))return;let{eventName,payload,actor,firstActor}=source.workflow,{logins,action,isWritten}=findRequesters({name:eventName,
payload,actors:[actor,firstActor]});return{eventName,isWritten,action,requesters:await Promise.all(logins.map(async login=>({
login,mayWrite:login===void 0?{known:!1,why:"the event does not name them."}:await mayWrite(login)})))}}async function readApprovers(source){
let{workflow}=source;if(source.github===void 0||workflow.runId==="")return[];let approvals=await attempt(source,github=>readEnvironmentApprovals(
github,workflow.repository,workflow.runId));return approvals.known?approvals.value.filter(({state})=>state==="approved").
map(({login,environments})=>`${login} for ${environments.join(", ")}`):(source.log(approvals.why),[])}function judgeLabels({pullRequest},{requiredLabels}){if(requiredLabels.length===0)return;let input="required-labels",labels=known(
pullRequest,pull2=>pull2.labels);if(!labels.known)return unknownFinding(input,labels,"labels-unknown",requiredLabels.join(
", "));let{fact,pull}=labels.value,missing2=[],planted=[],unknown5=[],wrong=[];for(let name3 of requiredLabels){let label=fact.
find(({name:given})=>isSameName2(given,name3));if(label===void 0)missing2.push(name3),wrong.push(`${name3} is missing`);else if(label.
mayWrite.known)label.mayWrite.value||(planted.push(renderLabel(label)),wrong.push(`${renderLabel(label)}, who has no wri\
te permission`));else{let{why}=label.mayWrite;unknown5.push(`${name3} (${why})`),wrong.push(`${renderUntold(label)} (${why}\
)`)}}let held=wrong.length===0,code2=unknown5.length>0?"labels-unknown":planted.length>0?"label-not-trusted":"labels-mis\
sing";return finding(input,held,held?fact.map(renderLabel).join(", "):wrong.join("; "),code2,`The labels of #${pull.number}\
 do not suffice: ${wrong.join("; ")}.`,{input,missing:missing2,planted,unknown:unknown5})}function renderUntold({name:name3,
addedBy}){return addedBy===void 0?`it is not known who added ${name3}`:`it is not known whether ${addedBy}, who added ${name3}\
, may write`}function renderLabel({name:name3,addedBy}){return addedBy===void 0?name3:`${name3} added by ${addedBy}`}function sortReviews(reviews,{headSha,author,pushers}){let live2=[],stale=[],against=[],discounted=[],unknown5=[],gone=reviews.
filter(({reviewer,state})=>reviewer===void 0&&state==="CHANGES_REQUESTED");against.push(...gone.map(()=>"a deleted accou\
nt"));for(let{reviewer,state,commitId,mayWrite}of lastOpinions(reviews)){let{id,login,isBot}=reviewer;state==="DISMISSED"?
discounted.push(`${login} (dismissed)`):mayWrite.known?mayWrite.value?state==="CHANGES_REQUESTED"?against.push(login):isBot?
discounted.push(`${login} (no person)`):id===author?.id?discounted.push(`${login} (author)`):pushers.known&&pushers.value.
some(each=>each.id===id)?discounted.push(`${login} (pushed the head)`):commitId===headSha?pushers.known?live2.push(login):
unknown5.push(`${login} (who pushed the head: ${pushers.why})`):stale.push(login):discounted.push(`${login} (no write pe\
rmission)`):unknown5.push(`${login} (${mayWrite.why})`)}return{live:live2,stale,against,discounted,unknown:unknown5}}var opinions=[
"APPROVED","CHANGES_REQUESTED","DISMISSED"];function lastOpinions(reviews){let last=new Map;for(let review of reviews){let{
reviewer,state}=review;reviewer!==void 0&&opinions.includes(state)&&last.set(reviewer.id,{...review,reviewer})}return[...last.
values()]}function judgeApprovals({pullRequest},{requiredApprovals:required}){if(required===0)return;let input="required-approvals",
reviews=known(pullRequest,({reviews:reviews2})=>reviews2);if(!reviews.known)return unknownFinding(input,reviews,"reviews\
-unknown",String(required));let{fact,pull}=reviews.value,approvals=sortReviews(fact,pull),{live:live2,stale,against,unknown:unknown5}=approvals,
facts={input,required,...approvals};if(against.length>0)return finding(input,!1,`changes requested by ${against.join(", ")}`,
"changes-requested",`${against.join(", ")} asked for changes of #${pull.number}.`,facts);let saw=renderApprovals(approvals,
required);if(unknown5.length>0)return finding(input,!1,saw,"reviews-unknown",`'${input}' cannot be checked: whether thes\
e reviews count is not known: ${unknown5.join(", ")}`,facts);let isStale=live2.length+stale.length>=required;return finding(
input,live2.length>=required,saw,isStale?"approval-stale":"reviews-missing",`Commit ${shortCommit(pull.headSha)} of #${pull.
number} has ${live2.length} of ${required} approvals by people with write permission other than its author and whoever p\
ushed it.${isStale?" Approvals of earlier commits do not count; ask for them again.":""}`,facts)}function renderApprovals({
live:live2,stale,discounted,unknown:unknown5},required){let needed=live2.length>required?`where ${required} suffice${required===
1?"s":""}`:`of ${required} needed`,uncounted=[...stale.map(login=>`${login} (for an earlier commit)`),...discounted];return[
`${live2.length} ${needed}${live2.length===0?"":`: ${live2.join(", ")}`}`,uncounted.length===0?"":`not counted: ${uncounted.
join(", ")}`,unknown5.length===0?"":`not known: ${unknown5.join(", ")}`].filter(part=>part!=="").join("; ")}function judgeReviewDecision({
pullRequest},{requireReviewDecision}){if(!requireReviewDecision)return;let input="require-review-decision",decision2=known(
pullRequest,({reviewDecision})=>reviewDecision);if(!decision2.known)return unknownFinding(input,decision2,"reviews-unkno\
wn","APPROVED");let{fact,pull}=decision2.value;if(fact.headSha!==pull.headSha)return unknownFinding(input,{why:`GitHub's\
 two APIs tell different heads: ${shortCommit(pull.headSha)} (REST) and ${shortCommit(fact.headSha??"none")} (GraphQL).`},
"reviews-unknown","APPROVED");let{decision:verdict}=fact,saw=verdict??"no branch rule requires reviews";return finding(input,
verdict==="APPROVED",saw,verdict==="CHANGES_REQUESTED"?"changes-requested":"review-not-approved",`GitHub's review decisi\
on on #${pull.number} must be APPROVED, and ${verdict===void 0?"there is none: ":"is "}${saw}.`,{input,reviewDecision:verdict})}function judgePullRequest(facts,rules){return[...facts.versionControl===void 0?[judgeOrigin(facts,rules)]:[judgeDoubt(facts),
...judgeVersionControl(facts.versionControl,rules)],...judgeState(facts,rules),judgeApprovals(facts,rules),judgeReviewDecision(
facts,rules),judgeLabels(facts,rules),judgeBase(facts,rules),judgeActor(facts,rules),judgeRequest(facts)].filter(each=>each!==
void 0)}function needsPullRequest(rules){return rules.requiredApprovals>0||rules.requireReviewDecision||rules.requiredLabels.
length>0||rules.requireUpToDate}function judgeState(facts,rules){let{pullRequest}=facts;if(pullRequest===void 0)return[];
if(!pullRequest.known)return[finding(headRule,!1,"not known","pull-request-unknown",`The pull request cannot be checked:\
 ${pullRequest.why}`,{})];let pull=pullRequest.value;return[judgeHead(facts,pull),judgeLife(facts,pull),judgeFork(pull,rules)]}
var headRule="the head of the pull request is what was planned";function judgeHead({origin,versionControl},pull){let sha=origin?.
sha===""?void 0:origin?.sha,isHead=sha===pull.headSha,{mergeCommitSha:merged}=pull,isAmong=merged!==void 0&&versionControl?.
landed.includes(merged)===!0,hasLanded=pull.isMerged&&sha!==void 0&&(sha===merged||isAmong),head=shortCommit(pull.headSha),
planned2=sha===void 0?"an unknown commit":shortCommit(sha);return finding(headRule,isHead||hasLanded,isHead?head:hasLanded?
`${planned2}, as it was merged`:`no, it is ${head}, and ${planned2} was planned`,sha===void 0?"origin-unknown":"head-mov\
ed",`The run was planned from ${planned2}, and the head of #${pull.number} is ${head}. What is there now was not reviewe\
d with this plan.`,{planned:sha,head:pull.headSha})}function judgeLife({isTeardown,isDestroy},{number,isOpen:isOpen3,isMerged}){
let isTornDown=isTeardown&&isDestroy;return finding("the pull request is open, merged or torn down",isOpen3||isMerged||isTornDown,
isMerged?"merged":isOpen3?"open":isTornDown?"closed, and this run destroys what it had":"no, closed","pull-request-close\
d",`Pull request #${number} was closed without being merged.`,{pullRequest:number})}function judgeFork({number,isFork:isFork2,
isMerged},{allowForks}){return finding("the pull request is from this repository, or merged",!isFork2||isMerged||allowForks,
isFork2?isMerged?"merged":allowForks?"from a fork, which 'allow-forks' allows":"no, from a fork":"","pull-request-from-f\
ork",`Pull request #${number} comes from a fork. Its code is applied only after the merge, or where 'allow-forks' says s\
o.`,{pullRequest:number})}function judgeBase({pullRequest},{requireUpToDate}){if(!requireUpToDate)return;let input="requ\
ire-up-to-date",base=known(pullRequest,pull2=>pull2.base);if(!base.known)return unknownFinding(input,base,"base-unknown");
let{fact,pull}=base.value;return fact.headSha!==pull.headSha?unknownFinding(input,{why:"the head moved meanwhile."},"bas\
e-unknown"):finding(input,fact.isContained,fact.saw,"branch-behind",`The branch of #${pull.number} lacks what its base b\
ranch has (${fact.saw}). Update it, and plan again.`,{input,saw:fact.saw})}function judgeActor({actor},{allowedActors}){
if(allowedActors.length===0)return;let input="allowed-actors",wanted=allowedActors.join(", ");if(actor===void 0)return unknownFinding(
input,{why:"the runner does not tell who started this workflow."},"actor-unknown",wanted);let held=allowedActors.some(allowed2=>isSameName2(
allowed2,actor));return finding(input,held,held?actor:`${actor}, wanted ${wanted}`,"actor-not-allowed",`${actor} started\
 this workflow and is not among '${input}'.`,{input,actor})}function judgeIdentity({expected,actual}){let rule="the run is the one that was planned",facts={expected,actual},differing3=[
["runId","run"],["workspaceId","workspace"],["configurationVersionId","configuration version"],["planId","plan"]].filter(
([part])=>expected[part]!==void 0&&expected[part]!==actual[part]),others=differing3.filter(([part])=>actual[part]!==void 0).
map(([,name3])=>name3);if(differing3.length>0&&others.length===0){let untold3=differing3.map(([,name3])=>name3).join(" a\
nd ");return finding(rule,!1,`not known of which ${untold3} it is`,"run-unknown",`HCP Terraform does not tell any more o\
f which ${untold3} ${actual.runId} is.`,facts)}let held=others.length===0;return finding(rule,held,held?actual.runId:`no\
, another ${others.join(", another ")}`,"run-differs","The run is not the one this step set out to decide on.",facts)}function judgePermission({
canApply,approve}){let isForOthers=approve===void 0,permission="the permission 'write', or the custom permission 'apply'",
{check,reason}=finding("the token may apply runs",canApply!==!1,canApply===void 0?"not known (the server does not say)":
canApply?"":isForOthers?"not this step's; the job that applies needs one that may":"no","permission-missing",isForOthers?
`This step's token may not apply runs in this workspace: the job that applies needs the token of a team with ${permission}\
.`:`The token lacks the permission to apply runs in this workspace; give its team ${permission}.`,{});return{check:canApply===
void 0?{...check,mark:"unknown"}:check,reason}}function judgePolicies({policies}){let{state,saw}=policies,{check,reason}=finding(
"policies and mandatory checks passed",state!=="failed",state==="passed"?saw:`${state==="failed"?"no":"not known"} (${saw}\
)`,"policy-failed",`A policy or a mandatory check failed (${saw}).`,{status:saw});return{check:state==="unknown"?{...check,
mark:"unknown"}:check,reason}}var accountId=/^user-[A-Za-z0-9]{16}$/;function judgeCreator({creator},{allowedRunCreators:allowed2}){
let input="allowed-run-creators",wanted=allowed2.join(", ");if(allowed2.length===0){if(creator.known&&creator.value.isToken)
return;let saw2=creator.known?renderCreator(creator.value):`not known: ${creator.why}`,mark2=creator.known?"off":"unknow\
n";return{check:{rule:"who made the run",held:!0,saw:saw2,mark:mark2},reason:void 0}}if(!creator.known)return unknownFinding(
input,creator,"creator-unknown",wanted);let{id,name:name3}=creator.value,held=allowed2.some(each=>each===id||!accountId.
test(each)&&isSameName2(each,name3??"")),saw=renderCreator(creator.value);return finding(input,held,held?saw:`${saw}, wa\
nted ${wanted}`,"creator-not-allowed",`The run was made by ${saw}, who is not among '${input}'.`,{input,creator:name3??id})}
function renderCreator({id,name:name3,isToken}){return`${name3??id}${isToken?", this step's own account":""}`}var switches={
"max-destroy":rules=>rules.maxDestroy!==void 0,"max-replace":rules=>rules.maxReplace!==void 0,"max-change":rules=>rules.
maxChange!==void 0,"protected-addresses":rules=>rules.protectedAddresses.length>0,"max-monthly-cost-increase":rules=>rules.
maxMonthlyCostIncrease!==void 0,"max-plan-age":rules=>rules.maxPlanAge!==void 0,"expected-plan-digest":rules=>rules.expectedPlanDigest!==
void 0||rules.expectReviewedPlan,"expected-configuration-digest":rules=>rules.expectedConfigurationDigest!==void 0,"allo\
wed-run-creators":rules=>rules.allowedRunCreators.length>0,"required-approvals":rules=>rules.requiredApprovals>0,"requir\
e-review-decision":rules=>rules.requireReviewDecision,"required-labels":rules=>rules.requiredLabels.length>0,"require-up\
-to-date":rules=>rules.requireUpToDate,"allowed-actors":rules=>rules.allowedActors.length>0};function listOff(rules){let off2=Object.
entries(switches).filter(([,isOn])=>!isOn(rules)).map(([input])=>input);return off2.length===0?[]:[{rule:"off",held:!0,saw:off2.
join(", "),mark:"off"}]}function judgeChange(evidence,rules){return summarize([judgeIdentity(evidence),...evidence.versionControl===void 0?[judgeOrigin(
evidence,rules)]:[judgeDoubt(evidence),...judgeCommitRun(evidence.versionControl)],judgeActor(evidence,rules),judgeRequest(
evidence)])}var segment=/([\p{L}\p{M}\p{N}_\-*?]+)(?:\[(\d+|\*|"(?:[^"\\]|\\.)*")\])?(\.|$)/uy;function parseSegments(text){let segments=[];
for(segment.lastIndex=0;;){let match=segment.exec(text);if(match===null)return;let[,name3="",key,end3]=match;if(segments.
push({name:name3,key}),end3==="")return segments}}function coversAddress(glob,address){let wanted=parseSegments(glob.normalize(
"NFC")),actual=parseSegments(address.normalize("NFC"));return wanted===void 0||actual===void 0||coversSegments(wanted,actual)}
function coversSegments([wanted,...others],actual){if(wanted===void 0)return!0;let[first,...rest2]=actual;return wanted.
name==="**"?coversSegments(others,actual)||first!==void 0&&coversSegments([wanted,...others],rest2):first!==void 0&&matches(
wanted.name,first.name)&&(wanted.key===void 0||first.key!==void 0&&matches(wanted.key,first.key))&&coversSegments(others,
rest2)}function matches(glob,text){let source=glob.replaceAll(/[\\^$.|+()[\]{}]/g,String.raw`\$&`).replaceAll("*",".*").
replaceAll("?",".");return new RegExp(`^${source}$`,"su").test(text)}function judgeLimits(evidence,rules){return[judgeLimit("max-destroy",rules.maxDestroy,counts=>counts.destroy,["destroy",
"destroys-exceeded"],evidence),judgeLimit("max-replace",rules.maxReplace,counts=>counts.replace,["replace","replaces-exc\
eeded"],evidence),judgeLimit("max-change",rules.maxChange,countAll,["change","changes-exceeded"," in all"],evidence)].filter(
each=>each!==void 0)}function countAll(counts){return counts.create+counts.update+counts.replace+counts.destroy+counts.forget+
counts.import+counts.invoke}function judgeLimit(input,limit,count3,[does,code2,how=""],{plan:plan2}){if(limit===void 0)return;
if(!plan2.known)return unknownFinding(input,plan2,"plan-unknown",`at most ${limit}`);let actual=count3(plan2.value),actions2=count3===
countAll?plan2.value.invoke:0,resources=actual-actions2,would=[resources>0?`${does} ${plural2(resources,"resource")}`:[],
actions2>0?`invoke ${plural2(actions2,"action")}`:[]].flat();return finding(input,actual<=limit,`${actual} of at most ${limit}`,
code2,`The plan would ${would.join(" and ")}${how}; '${input}' allows ${limit}.`,{input,limit,actual})}function plural2(count3,noun){
return`${count3} ${noun}${count3===1?"":"s"}`}function judgePlan(evidence,rules){return[...judgeLimits(evidence,rules),judgeProtected(evidence,rules),judgeCost(evidence,
rules),judgeAge(evidence,rules),judgeDigest("expected-plan-digest",evidence.planDigest,rules.expectedPlanDigest,{...planWords,
message:"The plan is not the one that was reviewed: its digest is another one."}),judgeReviewed(evidence,rules),judgeConfiguration(
evidence,rules)].filter(each=>each!==void 0)}function judgeProtected({losses,addresses},{protectedAddresses:globs}){if(globs.
length===0)return;let input="protected-addresses",all=globs.join(", ");if(!losses.known)return unknownFinding(input,losses,
"plan-unknown",`nothing lost under ${all}`);let lost=losses.value.filter(({address,previousAddress})=>[address,previousAddress??
address].some(each=>globs.some(glob=>coversAddress(glob,each)))),idle=addresses.known?idleGlobs(globs,addresses.value):[],
{check,reason}=finding(input,lost.length===0,[`${lost.length===0?"nothing":lost.length} lost under ${all}`,...idle.map(glob=>`\
'${glob}' covers nothing`)].join("; "),"address-protected",`The plan would ${lost.map(renderLoss).join(", ")}; '${input}\
' forbids it.`,{input,addresses:lost});return{check:idle.length===globs.length?{...check,mark:"idle"}:check,reason,warnings:idle.
map(glob=>`'${input}': '${glob}' covers nothing that the plan knows of. Is it misspelt?`)}}function renderLoss({verb,address,
previousAddress}){return previousAddress===void 0?`${verb} ${address}`:`${verb} ${address} (moved from ${previousAddress}\
)`}function idleGlobs(globs,addresses){return globs.filter(glob=>!addresses.some(address=>coversAddress(glob,address)))}
function judgeCost({monthlyCost},{maxMonthlyCostIncrease:limit,allowPartialCostEstimate}){if(limit===void 0)return;let input="\
max-monthly-cost-increase",wanted=`at most ${limit}`;if(!monthlyCost.known)return unknownFinding(input,monthlyCost,"cost\
-unknown",wanted);let{deltaMonthlyCost:delta,uncovered}=monthlyCost.value,gap=uncovered===void 0?"the estimate does not \
say how much it covers":uncovered>0?`the estimate does not cover ${uncovered} ${uncovered===1?"resource":"resources"}`:void 0;
return delta<=limit&&gap!==void 0&&!allowPartialCostEstimate?unknownFinding(input,{why:`${gap}. 'allow-partial-cost-esti\
mate' takes it as it is.`},"cost-unknown",wanted):finding(input,delta<=limit,`${delta} of at most ${limit}${gap===void 0?
"":`; ${gap}`}`,"cost-exceeded",`The plan would add ${delta} to the monthly cost; '${input}' allows ${limit}.`,{input,limit,
actual:delta})}function judgeAge({planAge},{maxPlanAge:limit}){if(limit===void 0)return{check:{rule:"age of the plan",held:!0,
saw:planAge.known?renderAge(planAge.value):"not known",mark:"off"},reason:void 0};let input="max-plan-age",allowed2=renderAge(
limit,units2.length);if(!planAge.known)return unknownFinding(input,planAge,"plan-unknown",`at most ${allowed2}`);let held=planAge.
value<=limit,age=held?renderAge(planAge.value):renderAge(Math.ceil(planAge.value/1e3)*1e3,units2.length);return finding(
input,held,`${age} of at most ${allowed2}`,"plan-too-old",`The plan is ${age} old; '${input}' allows ${allowed2}. Plan a\
gain.`,{input,limit,actual:planAge.value})}var units2=[["d",864e5],["h",36e5],["m",6e4],["s",1e3]];function renderAge(milliseconds,count3=2){
let left=Math.max(0,milliseconds),parts=[];for(let[unit,size]of units2){let whole=Math.floor(left/size);left-=whole*size,
whole>0&&parts.push(`${whole}${unit}`)}return parts.slice(0,count3).join(" ")||"0s"}var unknownDigest="unknown",planWords={
subject:"the plan",unknown:"plan-unknown",differs:"plan-digest-differs"};function judgeDigest(input,actual,expected,{subject,
unknown:unknown5,differs:differs2,message}){if(expected===void 0)return;let wanted=shortDigest(expected);if(expected===unknownDigest){
let why=`what was reviewed is not known ('${unknownDigest}'), so nothing can match it.`;return unknownFinding(input,{why},
unknown5,wanted)}if(!actual.known||actual.value===unknownDigest){let why=actual.known?`the digest of ${subject} is not k\
nown.`:actual.why;return unknownFinding(input,{why},unknown5,wanted)}let held=actual.value===expected;return finding(input,
held,held?wanted:`${shortDigest(actual.value)} instead of ${wanted}`,differs2,message,{input,expected,actual:actual.value})}
function judgeConfiguration({configurationDigest:actual},{expectedConfigurationDigest:expected}){return expected===void 0?
actual.known?{check:{rule:"configuration",held:!0,saw:shortDigest(actual.value),mark:"off"},reason:void 0}:void 0:judgeDigest(
"expected-configuration-digest",actual,expected,{subject:"the configuration",unknown:"configuration-unknown",differs:"co\
nfiguration-differs",message:"The files that were planned are not the ones that were reviewed: their digest is another o\
ne."})}function judgeReviewed({planDigest,versionControl},{expectReviewedPlan}){if(!expectReviewedPlan)return;let input="\
expected-plan-digest",reviewed2=versionControl?.reviewed??{known:!1,why:"no run of version control is asked for."};if(!reviewed2.
known)return unknownFinding(input,reviewed2,"reviewed-plan-unknown","that of the reviewed plan");let{runId,sha,digest:digest3,
difference:difference2}=reviewed2.value;return judgeDigest(input,planDigest,digest3,{...planWords,message:`The plan is n\
ot the one that was reviewed (of ${shortCommit(sha)}, run ${runId}). ${difference2} The reviewed one was planned of the \
pull request's branch, against the state of its day: what was merged or applied since makes such a difference, too. Look\
 at the plan, and confirm it in HCP Terraform, or revert.`})}function shortDigest(digest3){return digest3.replaceAll(/([0-9a-f]{12})[0-9a-f]{52}/g,
"$1").slice(0,60)}var awaited=new Set(["approval-stale","labels-missing","permission-missing","review-not-approved","reviews-missing"]);function decide(evidence,rules){
let judged=summarize([judgeIdentity(evidence),judgePermission(evidence),judgePolicies(evidence),judgeCreator(evidence,rules),
...judgePlan(evidence,rules),...judgePullRequest(evidence,rules)]),{warnings}=judged,reasons2=judged.kind==="allowed"?[]:
judged.reasons,{approve}=evidence,checks=[...judged.checks,{rule:"approve",held:approve===!0,saw:approve===void 0?"empty":
String(approve)},...listOff(rules)];return approve===!1&&isAboutOurRun(reasons2)?{kind:"refused",checks,warnings,reasons:[
approvalRefused]}:approve===!0?reasons2.length===0?{kind:"allowed",checks,warnings}:{kind:"blocked",checks,warnings,reasons:reasons2}:
reasons2.every(({code:code2})=>awaited.has(code2))?{kind:"pending",checks,warnings,reasons:[approvalMissing,...reasons2]}:
{kind:"blocked",checks,warnings,reasons:reasons2}}var asker=["actor-not-allowed","actor-unknown"],foreign=new Set([...asker,
"branch-differs","commenter-not-allowed","commit-differs","creator-not-allowed","creator-unknown","origin-differs","opti\
ons-differ","origin-unknown","requester-not-allowed","run-differs","run-unknown","source-differs"]);function isAboutOurRun(reasons2){
return reasons2.every(({code:code2})=>!foreign.has(code2))}function mayDiscard(reasons2,isOwn3){let others=reasons2.filter(
({code:code2})=>!(isOwn3&&asker.includes(code2)));return isAboutOurRun(others)&&reasons2.some(({code:code2})=>!isOpen(code2))}
function isOpen(code2){return code2.endsWith("-unknown")}var approvalMissing={code:"approval-missing",message:"Nobody ha\
s approved yet: the input 'approve' is empty.",facts:{}},approvalRefused={code:"approval-refused",message:"The input 'ap\
prove' is false.",facts:{}};async function readOwnAccount({hcp,signal}){try{let{id,username:name3}=await hcp.accounts.read();return{known:!0,value:{
id,name:name3,isToken:!0}}}catch(error){return signal.throwIfAborted(),unread(error)}}async function readCreator(dependencies,run){
let{hcp,signal}=dependencies,{id:runId,createdById:id}=run;if(id===void 0)return{known:!1,why:"the server does not say w\
ho made the run."};try{let own=await hcp.accounts.read();if(own.id===id)return{known:!0,value:{id,name:own.username,isToken:!0}};
let name3=(await hcp.runs.events(runId)).find(({actorId})=>actorId===id)?.actor;return{known:!0,value:{id,name:name3,isToken:!1}}}catch(error){
return signal.throwIfAborted(),unread(error)}}function wasEstimated({status,statusTimestamps:statusTimestamps2}){return status==="cost_estimated"||statusTimestamps2["\
cost-estimated-at"]!==void 0}function isInTheWay({status,level}){return status!=="passed"&&level!=="advisory"}function parseTasks(stage,results){
return results.map(task=>({name:task.name,stage,level:task.enforcementLevel??"mandatory",status:task.status==="passed"||
task.status==="failed"||task.status==="errored"||task.status==="running"?task.status:task.status==="pending"?"running":"\
unknown",message:cut(task.message),link:task.url}))}function parseCost(estimate){return{status:estimate.status,prior:estimate.
priorMonthlyCost,proposed:estimate.proposedMonthlyCost,delta:estimate.deltaMonthlyCost,matched:estimate.matchedResourcesCount,
unmatched:estimate.unmatchedResourcesCount,message:estimate.errorMessage}}function unreadPolicies(kind,policy,why){return{
kind,set:void 0,policy,level:"mandatory",status:"unknown",overridable:!1,message:cut(`It could not be read: ${why}`)}}function unreadTasks(stage,why){
return{name:"run tasks",stage,level:"mandatory",status:"unknown",message:cut(`They could not be read: ${why}`),link:void 0}}
function unreadCost(why){return{status:"unknown",prior:void 0,proposed:void 0,delta:void 0,matched:void 0,unmatched:void 0,
message:cut(`It could not be read: ${why}`)}}function redactChecks({policies,tasks,cost,untold:untold3},redact){let told3=text=>text===
void 0?void 0:redact(text).slice(0,2e3),name3=text=>redact(text).slice(0,300);return{policies:policies.map(each=>({...each,
kind:name3(each.kind),set:each.set===void 0?void 0:name3(each.set),policy:name3(each.policy),message:told3(each.message),
findings:each.findings?.map(finding2=>({...finding2,address:name3(finding2.address),message:told3(finding2.message),file:finding2.
file===void 0?void 0:name3(finding2.file)}))})),tasks:tasks.map(each=>({...each,name:name3(each.name),message:told3(each.
message),link:each.link===void 0||each.link.length>2e3||redact(each.link)!==each.link?void 0:each.link})),cost:cost&&{...cost,
message:told3(cost.message)},untold:untold3}}function isStageOverridden(stage){return stage.statusTimestamps["awaiting-o\
verride-at"]!==void 0&&(stage.status==="running"||stage.status==="passed")}function cut(text){let trimmed=text?.trim()??
"";return trimmed===""?void 0:trimmed.slice(0,65536)}async function readPlanEvidence(dependencies,run,plan2,rules){let facts=dependencies.record.facts(),configurationDigest2=configurationDigestOf(
facts,run);return{plan:countPlan(plan2),losses:lossesOf(plan2),addresses:addressesOf(plan2),planDigest:digestOf(plan2,configurationDigest2),
configurationDigest:configurationDigest2,planAge:ageOf(run,dependencies.hcp.now()),monthlyCost:rules.maxMonthlyCostIncrease===
void 0?{known:!1,why:"no rule asks for it."}:await readMonthlyCost(dependencies,run)}}async function readMonthlyCost({hcp,
signal},run){let{costEstimateId}=run;if(costEstimateId===void 0)return{known:!1,why:wasEstimated(run)?"the run was estim\
ated, and the server does not name the estimate.":"the run names no cost estimate; the organization may have it switched\
 off."};try{let estimate=await hcp.costEstimates.read(costEstimateId),{status,deltaMonthlyCost,errorMessage,unmatchedResourcesCount:uncovered}=estimate;
if(status!=="finished"){let said2=errorMessage===void 0?"":`: ${errorMessage}`;return{known:!1,why:`the cost estimate is\
 ${renderStatus(status)}${said2}.`}}let delta=parseAmount(deltaMonthlyCost);return delta===void 0?{known:!1,why:"the cos\
t estimate names no amount."}:{known:!0,value:{deltaMonthlyCost:delta,uncovered}}}catch(error){return signal.throwIfAborted(),
unread(error)}}function parseAmount(text){return text!==void 0&&/^[+-]?\d+(?:\.\d+)?$/.test(text)?Number(text):void 0}function parsePolicyCheck(check,output){let listed3=parseSentinel(check.sentinel),isOverridden=check.status==="overridde\
n",isSoft=check.status==="soft_failed"||isOverridden,isOverridable=isSoft||check.isOverridable===!0,isAdvised=each=>each.
isAdvisory||!each.hasPassed&&check.status==="passed",stopping=listed3.filter(each=>!each.hasPassed&&!isAdvised(each)).length,
policies=listed3.map(each=>{let{set,policy,hasPassed,message}=each,isAdvisory2=isAdvised(each);return{kind:"sentinel",set,
policy,level:isAdvisory2?"advisory":each.level??levelBy(check.status,hasPassed,stopping),status:hasPassed?"passed":isOverridden&&
!isAdvisory2?"overridden":"failed",overridable:!hasPassed&&!isAdvisory2&&isOverridable,message}});return(check.status===
"passed"?policies.length>0:policies.some(isInTheWay))?policies:[...policies,{kind:"sentinel",set:void 0,policy:"policy c\
heck",level:levelBy(check.status,!1,1),status:isOverridden?"overridden":isSoft||check.status==="hard_failed"?"failed":check.
status==="passed"||check.status==="errored"?check.status:"unknown",overridable:isOverridable,message:check.status==="pas\
sed"?void 0:cut(output)}]}function levelBy(status,hasPassed,stopping){return hasPassed?"unknown":status==="soft_failed"?
"soft-mandatory":status==="hard_failed"&&stopping===1?"hard-mandatory":"mandatory"}function parseSentinel(sentinel){if(!isRecord(
sentinel))return[];let{data,policies}=sentinel;return Array.isArray(policies)?parseSentinelList(policies,void 0):isRecord(
data)?Object.entries(data).flatMap(([set,value])=>isRecord(value)&&Array.isArray(value.policies)?parseSentinelList(value.
policies,set):[]):[]}function parseSentinelList(policies,set){return policies.filter(isRecord).flatMap(member=>{let about=isRecord(
member.policy)?member.policy:{},name3=about.name??member.policy,level=about["enforcement-level"],trace=isRecord(member.trace)?
member.trace:{},hasPassed=member.result??trace.result;if(typeof name3!="string"||typeof hasPassed!="boolean")return[];let isAllowed=member["\
allowed-failure"]===!0||member.allowed===!0;return[{set,policy:name3,hasPassed,isAdvisory:level==="advisory"||!hasPassed&&
isAllowed,level:typeof level=="string"?level:void 0,message:typeof trace.print=="string"?cut(trace.print):void 0}]})}function isRecord(value){
return typeof value=="object"&&value!==null&&!Array.isArray(value)}function parsePolicySets(sets,course2){let{kind,isOverridden,isOverridable}=course2;return sets.flatMap(set=>{let outcomes=set.
outcomes.map(outcome=>parseOutcome2(outcome,set,course2));return set.error===void 0?outcomes:[...outcomes,{kind,set:set.
policySet,policy:set.policySet??"policy set",level:"mandatory",status:isOverridden?"overridden":"errored",overridable:isOverridable||
set.overridable===!0,message:cut(set.error)}]})}function parseOutcome2(outcome,set,{kind,isOverridden,isOverridable}){let{
policy,enforcementLevel:level,status,output}=outcome,isAdvisory2=level==="advisory",hasFailed=status==="failed"||status===
"errored";return{kind,set:set.policySet,policy,level,status:hasFailed&&!isAdvisory2&&isOverridden?"overridden":status===
"passed"||hasFailed?status:"unknown",overridable:hasFailed&&!isAdvisory2&&(isOverridable||(kind==="terraform"?level==="m\
andatory_overridable":set.overridable===!0)),message:cut([...output,outcome.description??""].filter(text=>text!=="").join(
`
`)),findings:outcome.resources?.map(({address,message,file,line:line2})=>({address,file,line:line2,message:cut(message)}))}}
function parseEvaluation3({id,kind,status,error,isOverridable=!1},sets,isOverridden){let policies=parsePolicySets(sets,{
kind,isOverridden,isOverridable});return(status==="passed"||policies.some(isInTheWay))&&error===void 0?policies:[...policies,
{kind,set:void 0,policy:kind==="terraform"?"Terraform policies":`evaluation ${id}`,level:"mandatory",status:isOverridden?
"overridden":error!==void 0||status==="errored"?"errored":status==="failed"||status==="awaiting_override"?"failed":"unkn\
own",overridable:isOverridable||status==="awaiting_override",message:cut(error)}]}async function readChecks(dependencies,run,plan2){let{policyCheckIds,tfPolicyEvaluationIds}=run,untold3=new Set,[sentinel,
stages,terraform,cost]=await Promise.all([policyCheckIds===void 0?listUntold(dependencies,untold3,"policy checks",[],async()=>readPolicyChecks(
dependencies,run)):policyCheckIds.length===0?[]:attempt2(dependencies,`policy checks of run ${run.id}`,()=>readPolicyChecks(
dependencies,run),why=>[unreadPolicies("sentinel","policy checks",why)]),stagesOf(dependencies,run,untold3),tfPolicyEvaluationIds.
length===0?[]:attempt2(dependencies,`Terraform policies of run ${run.id}`,()=>readTfPolicies(dependencies,run),why=>[unreadPolicies(
"terraform","Terraform policies",why)]),run.costEstimateId===void 0?estimateLeftOut(run):attempt2(dependencies,`cost est\
imate of run ${run.id}`,()=>readCost(dependencies,run.costEstimateId??""),unreadCost)]);return redactChecks({policies:[...terraform,
...stages.policies,...sentinel],tasks:stages.tasks,cost,untold:renderUntold2([...untold3])},createScrub(plan2?.kind==="c\
hanges"?plan2.secrets:[]))}var none={policies:[],tasks:[]};async function stagesOf(dependencies,run,untold3){let{taskStageIds}=run;
return taskStageIds===void 0?await listUntold(dependencies,untold3,"task stages",none,async()=>readStages(dependencies,run)):
taskStageIds.length===0?none:await attempt2(dependencies,`task stages of run ${run.id}`,()=>readStages(dependencies,run),
why=>({policies:[unreadPolicies("unknown","policy evaluations",why)],tasks:[unreadTasks("unknown",why)]}))}async function listUntold({
signal,log},untold3,what,empty2,list2){try{return await list2()}catch(error){signal.throwIfAborted();let isUnheardOf=error instanceof
ApiError&&error.status===404;return what==="task stages"&&isUnheardOf||(untold3.add(what),log.info(`Whether the run has ${what}\
 is not known: ${saidBy(error)}`)),empty2}}function renderUntold2(what){return what.length===0?void 0:`the server does n\
ot say which ${what.join(" and ")} there are`}function estimateLeftOut(run){return wasEstimated(run)?unreadCost("the run\
 was estimated, and the server does not name the estimate"):void 0}async function readPolicyChecks(dependencies,run){let{
hcp}=dependencies,checks=await hcp.policyChecks.list(run.id);return[...(await Promise.all(checks.map(async check=>{if(!isOver(
check.status))return[];let output=check.status==="passed"?void 0:await attempt2(dependencies,`output of policy check ${check.
id}`,()=>hcp.policyChecks.output(check.id),()=>{});return parsePolicyCheck(check,output)}))).flat(),...withheldOf(dependencies,
"policy check",run.policyCheckIds??[],checks).map(id=>unreadPolicies("sentinel",`policy check ${id}`,withheld))]}async function readStages(dependencies,run){
let listed3=await dependencies.hcp.taskStages.list(run.id),missing2=withheldOf(dependencies,"task stage",run.taskStageIds??
[],listed3),stages=listed3.filter(({status})=>isOver(status)),[policies,tasks]=await Promise.all([Promise.all(stages.map(
stage=>readStagePolicies(dependencies,stage))),Promise.all(stages.map(stage=>readTasks(dependencies,stage)))]);return{policies:[
...policies.flat(),...missing2.map(id=>unreadPolicies("unknown",`policies of stage ${id}`,withheld))],tasks:[...tasks.flat(),
...missing2.map(id=>unreadTasks(id,withheld))]}}async function readTasks(dependencies,stage){let{taskResults,taskResultIds}=stage;
return await attempt2(dependencies,`run tasks of stage ${stage.id}`,async()=>{if(taskResults!==void 0)return parseTasks(
stage.stage,taskResults);if(taskResultIds===void 0)throw new Error(withheld);return parseTasks(stage.stage,await Promise.
all(taskResultIds.map(id=>dependencies.hcp.taskStages.result(id))))},why=>[unreadTasks(stage.stage,why)])}async function readStagePolicies(dependencies,stage){
return await attempt2(dependencies,`policy evaluations of stage ${stage.id}`,async()=>await readEvaluations(dependencies,
stage,stage.policyEvaluations??await listEvaluations(dependencies,stage)),why=>[unreadPolicies("unknown",`policies of st\
age ${stage.stage}`,why)])}async function listEvaluations({hcp},{id,status,statusTimestamps:statusTimestamps2,tellsOfPolicies}){
try{return await hcp.policyEvaluations.list(id)}catch(error){let mayHaveNone=!tellsOfPolicies&&status!=="awaiting_overri\
de"&&statusTimestamps2["awaiting-override-at"]===void 0,isUnheardOf=error instanceof ApiError&&error.status===404;if(mayHaveNone&&
isUnheardOf)return[];throw error}}async function readEvaluations(dependencies,stage,evaluations){return(await Promise.all(
evaluations.filter(({status})=>isOver(status)).map(({id,kind,status})=>attempt2(dependencies,`outcomes of policy evaluat\
ion ${id}`,async()=>parseEvaluation3({id,kind,status,isOverridable:stage.isOverridable},await dependencies.hcp.policyEvaluations.
outcomes(id),status==="overridden"||isStageOverridden(stage)),why=>[unreadPolicies(kind,`evaluation ${id}`,why)])))).flat()}
async function readTfPolicies(dependencies,run){let{hcp}=dependencies,evaluations=await hcp.tfPolicyEvaluations.list(run.
id);return[...(await Promise.all(evaluations.filter(({status})=>isOver(status)).map(({id,status,error,isOverridable})=>attempt2(
dependencies,`outcomes of Terraform policy evaluation ${id}`,async()=>parseEvaluation3({id,kind:"terraform",status,error,
isOverridable},await hcp.tfPolicyEvaluations.outcomes(id),status==="overridden"),why=>[unreadPolicies("terraform",`evalu\
ation ${id}`,error===void 0?why:`${error} (${why})`)])))).flat(),...withheldOf(dependencies,"Terraform policy evaluation",
run.tfPolicyEvaluationIds,evaluations).map(id=>unreadPolicies("terraform",`evaluation ${id}`,withheld))]}async function readCost({
hcp},id){return parseCost(await hcp.costEstimates.read(id))}var withheld="the server names it and does not send it";function withheldOf({
log},what,named,listed3){let missing2=named.filter(id=>listed3.every(each=>each.id!==id));for(let id of missing2)log.warning(
`The ${what} ${id} could not be read: ${withheld}.`);return missing2}function isOver(status){return!["pending","queued",
"unreachable"].includes(status)}async function attempt2({signal,log},what,read2,instead){try{return await read2()}catch(error){
signal.throwIfAborted();let why=saidBy(error);return log.warning(`The ${what} could not be read: ${why}`),instead(why)}}async function readPolicyEvidence(dependencies,run){if(isStopped(run))return{state:"failed",saw:renderStatus(run.status)};
let{policyCheckIds,taskStageIds,tfPolicyEvaluationIds}=run;if([policyCheckIds,taskStageIds,tfPolicyEvaluationIds].every(
ids=>ids?.length===0))return{state:"passed",saw:""};let{log}=dependencies,checks=await readChecks({...dependencies,log:{
...log,warning:()=>{}}},run,void 0);return policiesOf2(checks)}function isStopped({status}){return phaseOf(status)==="de\
cision"||status==="policy_soft_failed"}var later=new Set(["pre_apply","post_apply"]);function policiesOf2(checks){let tasks=checks.
tasks.filter(({stage})=>!later.has(stage)),mandatory=[...checks.policies,...tasks].filter(({level})=>level!=="advisory");
if(mandatory.some(({status})=>status==="running"))return{state:"unknown",saw:"still running"};let{length:unread2}=mandatory.
filter(({status})=>status==="unknown");if(unread2>0)return{state:"unknown",saw:`${unread2} could not be read`};if(checks.
untold!==void 0)return{state:"unknown",saw:checks.untold};let failed2=failedChecks({...checks,tasks}),overridden=mandatory.
filter(({status})=>status==="overridden"),passedOver=failed2.length+overridden.length;return passedOver>0?{state:"unknow\
n",saw:`${passedOver} did not pass and do not stop the run`}:{state:"passed",saw:""}}function identify(run){return{runId:run.id,workspaceId:run.workspaceId,configurationVersionId:run.configurationVersionId,
planId:run.planId}}var commentLimit=5e3;async function readForVerdict(dependencies,run,plan2,{rules,readGitHub,readCommit:readCommit3}){let own=await readPlanEvidence(
dependencies,run,plan2,rules),versionControl=await readCommit3?.(run,plan2),origin=versionControl===void 0?originOfMessage(
dependencies,run):originOfCommit(versionControl),[policies,creator]=await Promise.all([readPolicyEvidence(dependencies,run),
creatorOf(dependencies,run)]),said2=await readGitHub(origin);return{own,versionControl,origin,policies,creator,said:said2}}
function judge({record},{run,expected,reading},{approve,rules,together:together2}){let{own,versionControl,origin,policies,
creator,said:said2}=reading,verdict=decide({...together2?.(own)??own,...said2.evidence,approve,policies,creator,canApply:run.
permissions.canApply,isDestroy:run.isDestroy===!0,expected,actual:identify(versionControl?.run??run),origin,versionControl},
rules),{checks}=verdict;return record.tell({kind:"judged",runId:run.id,checks,verdict}),{verdict,...said2}}function originOfMessage({
record},run){let facts=record.facts();return facts.some(fact=>fact.kind==="made"&&fact.run.id===run.id)?parseProvenance(
messageOf(facts,run)):provenanceOf(run)}function originOfCommit({run,wanted}){let{identifier:identifier2,commitSha:sha}=ingressOf(
run)??{};return identifier2===void 0||sha===void 0?void 0:{repository:identifier2,sha,pullRequest:wanted.pullRequest}}async function creatorOf(dependencies,run){
let{createdById:id}=run;return isOwn(dependencies.record.facts())?id===void 0?await readOwnAccount(dependencies):{known:!0,
value:{id,name:void 0,isToken:!0}}:await readCreator(dependencies,run)}function renderConfirm(audit2,{verdict:{checks},evidence,
approvers}){let list2=which=>checks.filter(which).map(check=>`- ${renderCheck(check)}`);return[audit2,"",...approvers.map(
who=>`Approved by ${who}.`),...reviewersOf(evidence).map(who=>`Reviewed by ${who}.`),"Every rule holds:",...list2(({mark:mark2})=>mark2===
void 0),"Not asked for, or not known:",...list2(({mark:mark2})=>mark2!==void 0)].join(`
`).slice(0,commentLimit)}function reviewersOf({pullRequest}){return pullRequest?.known===!0&&pullRequest.value.reviews.known?
sortReviews(pullRequest.value.reviews.value,pullRequest.value).live:[]}function createReader({inputs:inputs2},{source,gitHub}){if(inputs2.approve===!1&&isAskedByWriters(source)){let evidence=eventEvidence(
source);return async()=>Promise.resolve({evidence,approvers:[]})}return gitHub}async function admit({given:{inputs:inputs2},
house:{record},evidence},existing){if(await refuseStranger(inputs2,existing,evidence),existing===void 0||!changingModes.
has(inputs2.mode))return;await refuseForeignRun(inputs2,existing,evidence,inputs2.runId);let why=`'run-id' names it, and\
 'mode: ${inputs2.mode}' may touch it`;record.tell({kind:"admitted",runId:existing.id,why})}async function admitOther({given:{
inputs:inputs2},evidence},other){await refuseForeignRun(inputs2,other,evidence)}async function admitAsker({given:{inputs:inputs2},
evidence}){if(inputs2.mode==="show"||inputs2.mode==="apply")return;let request=await evidence.request(),reason=judgeRequest(
{request})?.reason;if(reason!==void 0)throw new StrangerError(`${reason.message} Nothing was done.`,[reason])}async function admitCommitRun({
given:{inputs:inputs2},house:{record},evidence},run,versionControl){let{source}=evidence,verdict=judgeChange({...eventEvidence(
source),request:await evidence.request(),origin:originOfCommit(versionControl),versionControl,expected:identify(run),actual:identify(
versionControl.run)},source.rules);if(verdict.kind==="blocked")throw foreign2(inputs2,run,verdict.reasons);let why=`vers\
ion control made it of the commit that is asked for, and 'mode: ${inputs2.mode}' may touch it`;record.tell({kind:"admitt\
ed",runId:run.id,why})}function foreign2({mode},run,reasons2){let why=reasons2.map(({message})=>message).join(" ");return new StrangerError(
`Run ${run.id} was not touched ('mode: ${mode}'). ${why} Nothing was done.`,reasons2)}async function refuseStranger({mode},run,evidence){
let{source}=evidence;if(mode==="show"||mode==="list"||mode==="apply"&&run!==void 0)return;let makesRun=run===void 0&&mode!==
"discard";if(makesRun&&isForksOwnPlan(mode,source))return;makesRun&&!source.rules.allowForks&&await refuseForksCode(evidence);
let request=await evidence.request(),reason=judgeRequest({request})?.reason;if(reason!==void 0)throw new StrangerError(`${reason.
message} Nothing was done.`,[reason])}var changingModes=new Set(["discard","cancel","force-cancel","force-execute"]);async function refuseForeignRun(inputs2,run,{
source,request},runId=run.id){let identity=identify(run),verdict=judgeChange({...eventEvidence(source),request:await request(),
origin:provenanceOf(run),expected:{...identity,runId},actual:identity},source.rules);if(verdict.kind==="blocked")throw foreign2(
inputs2,run,verdict.reasons)}var forksEvents=new Set(["check_run","check_suite","pull_request","pull_request_target","wo\
rkflow_run"]);function isForksOwnPlan(mode,{location,workflow,rules}){return location.kind!=="number"||location.isFork!==
!0?!1:mode==="plan"&&workflow.eventName==="pull_request"?!0:rules.allowForks&&(mode==="plan"||mode==="save-plan")&&forksEvents.
has(workflow.eventName)}async function refuseForksCode({isForksCode}){let isForks=await isForksCode();if(isForks===void 0||
isForks.known&&!isForks.value)return;let message=`${isForks.known?"This is the code of a fork, which was not merged.":`I\
t is not known whether this is the code of a fork: ${isForks.why}`} A plan runs what it says, with the workspace's crede\
ntials, so it is made only where the input 'allow-forks' says so. Nothing was done.`;throw new StrangerError(message,[{code:isForks.
known?"pull-request-from-fork":"pull-request-unknown",message,facts:{input:"allow-forks"}}])}async function judgeBeforehand(given,{
source,gitHub}){let{inputs:inputs2}=given;if(!inputs2.allowEmptyApply)return;let origin=originOf(given),{evidence}=await gitHub(
origin),reasons2=judgePullRequest({...evidence,origin,isDestroy:inputs2.destroy},source.rules).flatMap(({reason})=>reason?.
message??[]);if(reasons2.length!==0)throw new RunRefusedError(`No run was made. With 'allow-empty-apply' a plan without \
changes is applied without a gate, so the rules about the pull request and the people have to hold before. They do not: ${reasons2.
join(" ")}`)}async function readHeardOf(github,repository,sha,{organization,workspace}){let own=(await github.readPages({route:"GET /\
repos/{owner}/{repo}/commits/{commit_sha}/statuses",parameters:{owner:repository.owner,repo:repository.name,commit_sha:sha},
what:`read the statuses of ${sha} in ${fullName(repository)}`,needs:"statuses: read"})).filter(status=>{let[,of,name3=""]=(textOf(
field(status,"context"))??"").split("/");return of===organization&&(name3===workspace||/^repo-id-\w+$/.test(name3))}),[newest2]=own;
return newest2===void 0?"nothing":field(newest2,"state")==="success"?"passed":"heard"}var looks=5,mostCommits=300;async function bindCommit(github,repository,commit2){let landed=await readLanded(github,repository,
commit2);if(landed.length>mostCommits)return{kind:"refused",why:`came with more than ${mostCommits} others in one push, \
which are not looked through for pull requests`};for(let look=1;;look+=1){let found=await readCandidates(github,repository,
commit2,landed);if(found.length>0||look>=looks)return select(found,commit2,landed);await github.pause(look)}}async function readCandidates(github,repository,{
sha,branch},landed){let owned={owner:repository.owner,repo:repository.name},[ofCommit,closed]=await Promise.all([github.
readPages({route:"GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",parameters:{...owned,commit_sha:sha},what:`list \
the pull requests of ${sha} in ${fullName(repository)}`,needs:"pull-requests: read"}),github.request({route:"GET /repos/\
{owner}/{repo}/pulls",parameters:{...owned,state:"closed",base:branch,sort:"updated",direction:"desc",per_page:100},what:`\
list the closed pull requests of ${branch} in ${fullName(repository)}`,needs:"pull-requests: read"})]),listed3=Array.isArray(
closed)?closed:[],here=fullName(repository),all=[...ofCommit,...listed3].map(parsePullRequest).filter(({merged,baseRepository})=>merged&&
(baseRepository===void 0||isSameName(baseRepository,here))).filter(({mergeCommitSha,headSha})=>headSha===sha||mergeCommitSha!==
void 0&&landed.includes(mergeCommitSha));return[...new Map(all.map(pull=>[pull.number,pull])).values()]}function select(found,{
branch},landed){let here=found.filter(({baseRef})=>baseRef===branch),[pullRequest]=here;if(here.length>1){let numbers=here.
map(({number})=>number).sort((one,other)=>one-other).map(number=>`#${number}`);return{kind:"refused",why:`came to ${branch}\
 with the pull requests ${numbers.join(" and ")} at once, and one run carries them all`}}if(pullRequest!==void 0)return{
kind:"pull-request",pullRequest,landed};let[elsewhere2]=found;return elsewhere2===void 0?{kind:"direct",landed}:{kind:"r\
efused",why:`is of pull request #${elsewhere2.number}, which was merged into ${elsewhere2.baseRef} and not into ${branch}`}}
async function readLanded(github,repository,commit2){let{sha,branch}=commit2,before=commit2.before??(await readPush(github,
repository,branch,sha))?.before;if(shaOf(before)===void 0||before===sha)return[sha];let commits=[];for(let page=1;commits.
length<=mostCommits;page+=1){let document=await readComparison(github,repository,`${before??""}...${sha}`,page);if(document===
void 0)return[sha];let listed3=field(document,"commits"),shas=(Array.isArray(listed3)?listed3:[]).flatMap(each=>shaOf(field(
each,"sha"))??[]);commits.push(...shas);let total=numberOf(field(document,"total_commits"))??commits.length;if(shas.length===
0||commits.length>=total)break}return commits.includes(sha)?commits:[...commits,sha]}async function readComparison(github,repository,basehead,page){
try{return await github.request({route:"GET /repos/{owner}/{repo}/compare/{basehead}",parameters:{owner:repository.owner,
repo:repository.name,basehead,per_page:100,page},what:`compare ${basehead} in ${fullName(repository)}`,needs:"contents: \
read"})}catch(error){if(error instanceof GitHubError&&error.status===404)return;throw error}}async function readDefaultBranch(github,repository){
let what=`read the default branch of ${fullName(repository)}`,document=await github.request({route:"GET /repos/{owner}/{\
repo}",parameters:{owner:repository.owner,repo:repository.name},what,needs:"metadata: read"}),name3=textOf(field(document,
"default_branch"));if(name3!==void 0)return name3;throw new GitHubError(`Could not ${what}: GitHub's answer lacks defaul\
t_branch.`,{kind:"refused",status:200})}import{rm}from"node:fs/promises";import{join as join4}from"node:path";import{createReadStream as createReadStream2}from"node:fs";import{readFile as readFile2,stat as stat5}from"node:fs/promises";var suspect=/[:,[]\s*-?\d(?:[\d.]{14}|[\d.]*[eE])/,lone=/^\s*-?\d/;function parseExactJson(text){return!lone.test(text)&&
!suspect.test(text)?JSON.parse(text):rawJson().parse(text,(_key,value,{source})=>typeof value=="number"&&source!==void 0?
parseExactNumber(source):value)}function parseExactNumber(source){if(/^-?(?:0|[1-9]\d{0,14})$/.test(source))return Number(
source);let text=plainText2(source),double=Number(source);return String(double)===text?double:rawJson().rawJSON(text)}function isExactNumber2(value){
return typeof value=="object"&&value!==null&&"rawJSON"in value&&rawJson().isRawJSON(value)}function plainText2(source){let match=/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.
exec(source);if(match===null)return source;let[,sign="",whole="",fraction="",power="0"]=match,digits=`${whole}${fraction}`.
replace(/^0+/,""),kept=digits.replace(/0+$/,"");if(kept==="")return"0";let exponent=Number(power)-fraction.length+digits.
length-kept.length;if(!(Math.abs(exponent)<=1e3)){let scale=BigInt(power)+BigInt(digits.length-kept.length);return`${sign}${kept}\
e${scale-BigInt(fraction.length)}`}if(exponent>=0)return`${sign}${kept}${"0".repeat(exponent)}`;let padded=kept.padStart(
1-exponent,"0");return`${sign}${padded.slice(0,exponent)}.${padded.slice(exponent)}`}function rawJson(){return JSON}var PlanFormatError=class extends Error{name="PlanFormatError"},maxDepth=200;function objectMember(object,key){return object!==
void 0&&Object.hasOwn(object,key)?asObject(object[key]):void 0}function asObject(value){return typeof value=="object"&&value!==
null&&!Array.isArray(value)&&!isExactNumber2(value)?value:void 0}function asObjects(value){return Array.isArray(value)?value.
map(asObject).filter(item2=>item2!==void 0):[]}function asString(value){return typeof value=="string"&&value!==""?value:
void 0}function asBoolean(value){return typeof value=="boolean"?value:void 0}function checkResults(check,scrub){let kind=asString(asObject(check.address)?.kind)??"check",whole=result(check,kind,scrub),
each=asObjects(check.instances).map(instance=>{let one=result(instance,kind,scrub);return one.address===nowhere?{...one,
address:whole.address}:one}),isBad2=whole.status==="fail"||whole.status==="error";return each.length>0&&(!isBad2||each.some(
({status})=>status===whole.status))?each:[whole,...each]}function checkOfCondition(told3){let{address,error_message:message}=told3;
return{address:{kind:told3.condition_type,to_display:address},status:told3.unknown===!0?"unknown":told3.result===!0?"pas\
s":"fail",problems:[{message}]}}var nowhere="(no address)";function result(told3,kind,scrub){let status=told3.status;return{
address:asString(asObject(told3.address)?.to_display)??nowhere,kind,status:status==="pass"||status==="fail"||status==="e\
rror"?status:"unknown",problems:asObjects(told3.problems).map(problem3=>asString(problem3.message)).filter(message=>message!==
void 0).map(scrub)}}var absent={kind:"absent",isNull:!1},nullValue={kind:"absent",isNull:!0},unknownValue={kind:"unknown"},values={absent:isNull=>isNull?
nullValue:absent,scalar:value=>({kind:"scalar",value}),unknown:()=>unknownValue,sensitive:hidden=>({kind:"sensitive",hidden}),
list:items=>({kind:"list",items}),inOrder:keys=>keys,map:(keys,members2)=>{let entries=new Map;for(let at=0;at<keys.length;at++)
entries.set(keys[at]??"",members2[at]??absent);return{kind:"map",entries}},plain:parsePlain};function parsePlain(value,depth){
if(checkDepth2(depth),Array.isArray(value)){let items=[];for(let item2 of value)items.push(parsePlain(item2,depth+1));return{
kind:"list",items}}let object=asObject(value);if(object===void 0)return makeScalar(value,void 0,values);let entries=new Map;
for(let key of Object.keys(object))entries.set(key,parsePlain(object[key],depth+1));return{kind:"map",entries}}function parseValue(value,sensitive,unknown5){
return layMasks(value,sensitive,unknown5,values)}function layMasks(value,sensitive,unknown5,making,depth=0){if(sensitive===
!0)return makeSensitive(value,unknown5,making);if(unknown5===!0)return hasTrue(sensitive)?making.sensitive(void 0):making.
unknown();if(checkDepth2(depth),saysNothing(sensitive)&&saysNothing(unknown5))return making.plain(value,depth);if(Array.
isArray(value)||isNothing2(value)&&isFullArray(unknown5))return makeList(value,sensitive,unknown5,making,depth);let object=asObject(
value);return object!==void 0||isNothing2(value)&&hasTrue(unknown5)?makeMap(object,sensitive,unknown5,making,depth):makeScalar(
value,sensitive,making)}function checkDepth2(depth){if(!(depth<=maxDepth))throw new PlanFormatError(`Reading the plan JS\
ON failed: a value is nested deeper than ${maxDepth} levels.`)}function saysNothing(mask){return typeof mask!="object"||
mask===null||isEmpty(mask)}function isEmpty(object){for(let key in object)if(Object.hasOwn(object,key))return!1;return!0}
function makeSensitive(value,unknown5,making){return hasTrue(unknown5)?making.sensitive(void 0):isNothing2(value)?making.
absent(value===null):making.sensitive(value)}function makeList(value,sensitive,unknown5,making,depth){let known3=Array.isArray(
value)?value:[];if(!fitsList(sensitive,known3.length))return making.sensitive(value);let length=Array.isArray(unknown5)&&
hasTrue(unknown5.slice(known3.length))?unknown5.length:known3.length,items=[];for(let index2=0;index2<length;index2++){let hides=memberOf(
sensitive,index2),isUnmade=memberOf(unknown5,index2);items.push(layMasks(known3[index2],hides,isUnmade,making,depth+1))}
return making.list(items)}function makeMap(object,sensitive,unknown5,making,depth){if(Array.isArray(sensitive)&&hasTrue(
sensitive))return making.sensitive(object);let masks=saysNothing(sensitive)?void 0:asObject(sensitive),unmade=saysNothing(
unknown5)?void 0:asObject(unknown5),found=object===void 0?[]:Object.keys(object);if(unmade!==void 0)for(let key of Object.
keys(unmade))(object===void 0||!Object.hasOwn(object,key))&&found.push(key);let keys=making.inOrder(found),members2=[];for(let key of keys){
let value=ownMember(object,key),hides=ownMember(masks,key),isUnmade=ownMember(unmade,key);members2.push(layMasks(value,hides,
isUnmade,making,depth+1))}return making.map(keys,members2)}function makeScalar(value,sensitive,making){return hasTrue(sensitive)?
makeSensitive(value,void 0,making):typeof value=="string"||typeof value=="number"||typeof value=="boolean"||isExactNumber2(
value)?making.scalar(value):making.absent(value===null)}function hasTrue(mask){if(typeof mask!="object"||mask===null)return mask===
!0;let waiting=[mask];for(;waiting.length>0;){let next=waiting.pop();if(next===!0)return!0;if(typeof next=="object"&&next!==
null)for(let member of Object.values(next))waiting.push(member)}return!1}function memberOf(mask,key){return Array.isArray(
mask)?typeof key=="number"?mask[key]:void 0:ownMember(asObject(mask),String(key))}function comparable(value){switch(value.
kind){case"absent":return value.isNull?"null":"n";case"unknown":return"u";case"scalar":return JSON.stringify(value.value);case"\
sensitive":return`s${canonicalJson(value.hidden)}`;case"list":return`[${value.items.map(comparable).join()}]`;case"map":
return`{${sortedEntries(value.entries).filter(([,entry])=>!isMissing(entry)).map(([key,entry])=>`${JSON.stringify(key)}:${comparable(
entry)}`).join()}}`}}function isMissing(value){return value.kind==="absent"&&!value.isNull}function isSame(one,other){if(one===
other)return!0;if(one.kind!==other.kind)return!1;switch(one.kind){case"absent":return other.kind==="absent"&&one.isNull===
other.isNull;case"unknown":return!0;case"scalar":return other.kind==="scalar"&&isSameScalar(one.value,other.value);case"\
sensitive":return other.kind==="sensitive"&&isSameHidden(one.hidden,other.hidden);case"list":return other.kind==="list"&&
one.items.length===other.items.length&&one.items.every((item2,index2)=>isSame(item2,other.items[index2]??absent));case"m\
ap":{if(other.kind!=="map")return!1;for(let[key,entry]of one.entries)if(!isSame(entry,other.entries.get(key)??absent))return!1;
for(let[key,entry]of other.entries)if(!isMissing(entry)&&!one.entries.has(key))return!1;return!0}}}function isSameScalar(one,other){
return one===other||isExactNumber2(one)&&isExactNumber2(other)&&one.rawJSON===other.rawJSON}function hiddenOf(value){switch(value.
kind){case"absent":return value.isNull?null:void 0;case"unknown":return;case"scalar":return value.value;case"sensitive":
return value.hidden;case"list":return value.items.map(hiddenOf);case"map":return Object.fromEntries([...value.entries].filter(
([,entry])=>!isMissing(entry)).map(([key,entry])=>[key,hiddenOf(entry)]))}}function comparableHidden(value){return canonicalJson(
hiddenOf(value))}function isSameHidden(one,other){return one===other||canonicalJson(one)===canonicalJson(other)}function canonicalJson(value,depth=0){
if(checkDepth2(depth),Array.isArray(value))return`[${value.map(item2=>canonicalJson(item2,depth+1)).join()}]`;let object=asObject(
value);return object!==void 0?`{${Object.keys(object).sort().map(k=>`${JSON.stringify(k)}:${canonicalJson(object[k],depth+
1)}`).join()}}`:value===void 0?"u":JSON.stringify(value)}function sortedEntries(entries){let all=[...entries];return isSorted(
entries.keys())?all:all.sort(([a],[b])=>a<b?-1:a>b?1:0)}function isSorted(keys){let last="";for(let key of keys){if(key<
last)return!1;last=key}return!0}function ownMember(object,key){return object!==void 0&&Object.hasOwn(object,key)?object[key]:
void 0}function isNothing2(value){return value==null}function isFullArray(mask){return Array.isArray(mask)&&hasTrue(mask)}
function fitsList(sensitive,length){return Array.isArray(sensitive)?sensitive.length<=length||!hasTrue(sensitive.slice(length)):
!hasTrue(sensitive)}function isNowhere(drawing,around2,key,before,after2){if(!around2.isBlock)return isMissing(before)&&isMissing(after2);if(before.
kind==="absent"&&after2.kind==="absent")return!0;let old=isEmptyList(before),fresh=isEmptyList(after2);if(!old&&!fresh||
around2.schema!==void 0&&hasBlockType(around2,key)!==!0)return!1;if(old&&fresh)return around2.schema!==void 0||drawing.listsAreBlocks;
let other=old?after2:before;return around2.schema===void 0?drawing.listsAreBlocks&&isMissing(other):other.kind==="absent"}
function isFullList(value){return value.kind==="list"&&value.items.length>0}function isEmptyList(value){return value.kind===
"list"&&value.items.length===0}function hasBlockType(around2,key){if(around2.schema===void 0)return;let types2=asObject(
around2.schema.block_types);return types2!==void 0&&Object.hasOwn(types2,key)}function isBlockMember(drawing,around2,key,before,after2){
return!isBlockLike(before)||!isBlockLike(after2)?!1:hasBlockType(around2,key)??(drawing.listsAreBlocks&&(isFullList(before)||
isFullList(after2)))}function isBlockLike(value){return value.kind==="absent"||value.kind==="map"||value.kind==="list"&&
value.items.every(item2=>item2.kind==="map")}var bare={name:"",end:""},sensitiveValue="(sensitive value)",knownAfterApply="(known after apply)";function createDrawing(options){
return{...options,lines:[],named:void 0,omitted:0}}function draw2(drawing,marker,depth,text){let line2={marker,depth,text};
drawing.lines.length<1e3||isNewName(drawing,line2)?drawing.lines.push(line2):drawing.omitted++}function isNewName(drawing,line2){
drawing.named??=new Set(drawing.lines.flatMap(each=>nameIn2(each)??[]));let name3=nameIn2(line2);return name3===void 0||
drawing.named.has(name3)?!1:(drawing.named.add(name3),drawing.lines.length<1200)}function nameIn2({marker,depth,text}){if(!(depth>
0||marker===" "))return/^(?:"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*)(?= +(?:= |\{))/.exec(text)?.[0]}function finished(drawing){
if(drawing.omitted>0){let text=`# (${count2(drawing.omitted,"more line")} not shown)`;drawing.lines.push({marker:" ",depth:0,
text})}return drawing.lines}function renderForces(drawing,...paths){return paths.some(path3=>isForced(drawing,path3))?" \
# forces replacement":""}function isForced({replacePaths},path3){return replacePaths.size>0&&replacePaths.has(JSON.stringify(
path3))}var maxPadding=32;function paddingOf(names2){let longest=0;for(let name3 of names2)longest=Math.max(longest,name3.
length);return Math.min(maxPadding,longest)}function count2(number,noun){return`${number} ${noun}${number===1?"":"s"}`}var identifying=[/^(?:name|id|key|sid|label)$/i,/(?:_|[a-z](?=[A-Z]))(?:name|id|key|arn|label)$|^(?:arn|address|host|hostname|path|email)$/i,
/^(?:from_port|to_port|port|protocol|ip_protocol|priority|index|type)$|^cidr/i],maxSiblings=1e3,maxOthers=3;function isIdentifying(key){
return identifying.some(names2=>names2.test(key))}function identityOf(entries,fresh,siblings){let keys=new Set,scalars2=[
...entries.keys()].filter(key=>entries.get(key)?.kind==="scalar"&&fresh.get(key)?.kind!=="sensitive"),like2=likeOf(entries,
siblings);for(let names2 of identifying){if(keys.size>0&&like2.length===0)break;for(let key of scalars2.filter(name3=>names2.
test(name3)))keys.add(key);like2=sharing(like2,entries,keys)}if(siblings.length>maxSiblings)return{keys,isAlone:!1};for(let more=0;more<
maxOthers&&like2.length>0;more++){let best=tellingKey(like2,entries,scalars2);if(best===void 0)break;keys.add(best),like2=
sharing(like2,entries,new Set([best]))}return{keys,isAlone:like2.length===0}}function likeOf(entries,siblings){return siblings.
length>maxSiblings?[]:siblings.flatMap(sibling=>sibling.kind==="map"&&sibling.entries!==entries?[sibling.entries]:[])}function sharing(like2,entries,keys){
return like2.filter(other=>[...keys].every(key=>isShared(entries.get(key),other.get(key))))}function isShared(one,other){
return one?.kind==="scalar"&&other?.kind==="scalar"&&isSameScalar(one.value,other.value)}function tellingKey(like2,entries,keys){
let best,fewest=like2.length;for(let key of keys){let shared=sharing(like2,entries,new Set([key])).length;shared<fewest&&
(fewest=shared,best=key)}return best}function diffSequences(before,after2){let{start,end:end3}=sharedEnds(before,after2),steps=[];for(let i=0;i<start;i++)steps.
push({kind:"keep",old:i,new:i});let rows2=before.length-start-end3,columns=after2.length-start-end3,middle=rows2*columns>
1e6?compareBags(before,after2,start,rows2,columns):compareInOrder(before,after2,start,rows2,columns);for(let step of middle)
steps.push(step);for(let i=end3;i>0;i--)steps.push({kind:"keep",old:before.length-i,new:after2.length-i});return steps}function sharedEnds(before,after2){
let start=0;for(;start<before.length&&start<after2.length&&before[start]===after2[start];)start++;let end3=0;for(;end3<before.
length-start&&end3<after2.length-start&&before[before.length-1-end3]===after2[after2.length-1-end3];)end3++;return{start,
end:end3}}function compareInOrder(before,after2,start,rows2,columns){let width=columns+1,lengths=new Uint32Array((rows2+
1)*width),at=(row2,column2)=>lengths[row2*width+column2]??0;for(let row2=rows2-1;row2>=0;row2--)for(let column2=columns-
1;column2>=0;column2--)lengths[row2*width+column2]=before[start+row2]===after2[start+column2]?at(row2+1,column2+1)+1:Math.
max(at(row2+1,column2),at(row2,column2+1));let steps=[],row=0,column=0;for(;row<rows2||column<columns;)row<rows2&&column<
columns&&before[start+row]===after2[start+column]?steps.push({kind:"keep",old:start+row++,new:start+column++}):row<rows2&&
(column===columns||at(row+1,column)>=at(row,column+1))?steps.push({kind:"remove",old:start+row++}):steps.push({kind:"add",
new:start+column++});return steps}function compareBags(before,after2,start,rows2,columns){let waiting=new Map;for(let column2=columns-
1;column2>=0;column2--){let text=after2[start+column2]??"",places2=waiting.get(text);places2===void 0?waiting.set(text,[
start+column2]):places2.push(start+column2)}let found=[];for(let row2=0;row2<rows2;row2++){let place=waiting.get(before[start+
row2]??"")?.pop();place!==void 0&&found.push({old:start+row2,new:place})}let steps=[],row=start,column=start,gap=(toRow,toColumn)=>{
for(;row<toRow;)steps.push({kind:"remove",old:row++});for(;column<toColumn;)steps.push({kind:"add",new:column++})};for(let pair of longestRise(
found))gap(pair.old,pair.new),steps.push({kind:"keep",old:row++,new:column++});return gap(start+rows2,start+columns),steps}
function longestRise(pairs){let ends2=[],previous=[];pairs.forEach((pair,index2)=>{let low=0,high=ends2.length;for(;low<
high;){let middle=low+high>>1;(pairs[ends2[middle]??0]?.new??0)<pair.new?low=middle+1:high=middle}previous.push(ends2[low-
1]),ends2[low]=index2});let rise=[];for(let at=ends2.at(-1);at!==void 0;at=previous[at]){let pair=pairs[at];pair!==void 0&&
rise.push(pair)}return rise.reverse()}var maxCells=4e4,minLikeness=.5,minText=200;function pairItems(before,after2,scrub,isSet=!1){let traitsOf=(item2,index2)=>traitsUnder(
scrub,item2,index2);if(!isSet&&before.length===1&&after2.length===1)return pairAlone(traitsOf(before[0]??absent,0),traitsOf(
after2[0]??absent,0));if(before.length===0||after2.length===0)return[...before.map((old,index2)=>({old,fresh:void 0,index:index2})),
...after2.map((fresh,index2)=>({old:void 0,fresh,index:index2}))];let steps=diffSequences(before.map(comparable),after2.
map(comparable)),pairs=[],removed=[],added=[],settle=()=>{let old=removed.map(index2=>traitsOf(before[index2]??absent,index2)),
fresh=added.map(index2=>traitsOf(after2[index2]??absent,index2));for(let[from,to]of partnersOf(old,fresh))pairs.push({old:from===
void 0?void 0:before[from.index],fresh:to===void 0?void 0:after2[to.index],index:to?.index??from?.index??0});removed=[],
added=[]};for(let step of steps)step.kind==="remove"?removed.push(step.old):step.kind==="add"?added.push(step.new):(settle(),
pairs.push({old:before[step.old],fresh:after2[step.new],index:step.new}));return settle(),pairs}function pairAlone(from,to){
let[old,fresh]=[from.item,to.item];return likeness(from,to)>0||shareKey(old,fresh)?[{old,fresh,index:0}]:[{old,fresh:void 0,
index:0},{old:void 0,fresh,index:0}]}function shareKey(old,fresh){return old.kind==="map"&&fresh.kind==="map"&&[...old.entries.
keys()].some(key=>fresh.entries.has(key))}function isReordered(before,after2){if(before.length!==after2.length||before.length<
2)return!1;let[old,fresh]=[before,after2].map(items=>items.map(comparable));return old===void 0||fresh===void 0?!1:old.some(
(text,index2)=>text!==fresh[index2])&&old.sort().join(`
`)===fresh.sort().join(`
`)}function traitsUnder(scrub,item2,index2){let entries=new Map,identity=[];if(item2.kind==="map")for(let[key,entry]of item2.
entries){let text=comparable(entry);entries.set(key,text),entry.kind==="scalar"&&isIdentifying(key)&&identity.push(`${JSON.
stringify(key)}:${text}`)}return{index:index2,item:item2,entries,identity:identity.sort().join()||`at ${index2}`,shown:item2.
kind==="scalar"&&typeof item2.value=="string"?scrub(item2.value):void 0}}function partnersOf(old,fresh){if(old.length===
0||fresh.length===0)return apart2(old,fresh);if(old.length*fresh.length<=maxCells)return align(old,fresh);let steps=diffSequences(
old.map(({identity})=>identity),fresh.map(({identity})=>identity)),partners=[],[gone,come]=[[],[]],settle=()=>{let found=gone.
length*come.length<=maxCells?align(gone,come):inPlace(gone,come);for(let pair of found)partners.push(pair);gone=[],come=
[]};for(let step of steps){let from=step.kind==="add"?void 0:old[step.old],to=step.kind==="remove"?void 0:fresh[step.new];
from!==void 0&&to!==void 0?(settle(),partners.push(...align([from],[to]))):from!==void 0?gone.push(from):to!==void 0&&come.
push(to)}return settle(),partners}function apart2(old,fresh){return[...old.map(from=>[from,void 0]),...fresh.map(to=>[void 0,
to])]}function inPlace(old,fresh){let partners=[];for(let i=0;i<Math.max(old.length,fresh.length);i++){let from=old.slice(
i,i+1),to=fresh.slice(i,i+1);partners.push(...align(from,to))}return partners}function align(old,fresh){let width=fresh.
length+1,scores=new Float64Array(old.length*width),best=new Float64Array((old.length+1)*width),isOnly=old.length===1&&fresh.
length===1;for(let row2=old.length-1;row2>=0;row2--)for(let column2=fresh.length-1;column2>=0;column2--){let[from,to]=[old[row2],
fresh[column2]];if(from===void 0||to===void 0)continue;let alike=Math.max(likeness(from,to),isOnly?plainLikeness(from,to):
0),score=alike>=minLikeness?alike+(from.index===to.index?.01:0):0;scores[row2*width+column2]=score,best[row2*width+column2]=
Math.max(best[(row2+1)*width+column2]??0,best[row2*width+column2+1]??0,score>0?score+(best[(row2+1)*width+column2+1]??0):
0)}let partners=[],row=0,column=0,waiting=[],settle=()=>{partners.push(...apart2([],waiting)),waiting=[]};for(;row<old.length&&
column<fresh.length;){let[from,to]=[old[row],fresh[column]],here=best[row*width+column]??0,score=scores[row*width+column]??
0;score>0&&here===score+(best[(row+1)*width+column+1]??0)?(settle(),partners.push([from,to]),row++,column++):here===(best[(row+
1)*width+column]??0)?(partners.push([from,void 0]),row++):(to!==void 0&&waiting.push(to),column++)}let rest2=apart2(old.
slice(row),[]);return[...partners,...rest2,...apart2([],[...waiting,...fresh.slice(column)])]}function likeness(from,to){
let[old,fresh]=[from.item,to.item];if(old.kind==="sensitive"||fresh.kind==="sensitive")return old.kind===fresh.kind?minLikeness:
comparableHidden(old)===comparableHidden(fresh)?1:0;if(old.kind==="list"&&fresh.kind==="list")return minLikeness;if(old.
kind==="scalar"&&fresh.kind==="scalar")return isText(old.value)&&isText(fresh.value)||from.shown!==void 0&&from.shown===
to.shown?minLikeness:0;if(old.kind!=="map"||fresh.kind!=="map")return 0;let shared=0,all=0;for(let[key,text]of from.entries){
let other=to.entries.get(key),weight2=Math.max(weightOf2(key,text),weightOf2(key,other??""));all+=weight2,text===other&&
(shared+=weight2)}for(let[key,text]of to.entries)from.entries.has(key)||(all+=weightOf2(key,text));let isSmall=from.entries.
size<=1&&to.entries.size<=1;return Math.max(all>0?shared/all:0,isSmall?minLikeness:0)}function plainLikeness(from,to){let shared=0,
all=0;for(let key of new Set([...from.entries.keys(),...to.entries.keys()])){let[old="",fresh=""]=[from.entries.get(key),
to.entries.get(key)];saysNothing2(old)&&saysNothing2(fresh)||(all++,old===fresh&&shared++)}return all===0?0:shared/all}function saysNothing2(text){
return/^(?:n|null|\[\]|\{\}|""|false|)$/.test(text)}function weightOf2(key,text){return saysNothing2(text)?.1:isIdentifying(
key)?3:1}function isText(value){return typeof value=="string"&&(value.length>minText||value.includes(`
`)||/^\s*[[{]/.test(value))}var maxStringLength=500;function renderScalar(drawing,value){return typeof value=="string"?quote2(drawing,value):drawing.
scrub(isExactNumber2(value)?value.rawJSON:String(value))}function renderKey(drawing,key){return isIdentifier(key)?drawing.
scrub(key):quote2(drawing,key)}function renderName(drawing,name3){let told3=renderKey(drawing,name3);return told3===name3||
!isIdentifier(name3)||looksRandom(name3)?told3:name3}function isIdentifier(key){return/^[A-Za-z_][\w-]*$/.test(key)}function quote2(drawing,text){
return escapeInvisible(JSON.stringify(cut2(drawing.scrub(text))))}function cut2(text){if(text.length<=maxStringLength)return text;
let last=text.charCodeAt(maxStringLength-1),end3=last>=55296&&last<=56319?maxStringLength-1:maxStringLength,hash4=createHash(
"sha256").update(text).digest("hex").slice(0,8);return`${text.slice(0,end3)}\u2026 (${text.length-end3} more characters,\
 SHA-256 ${hash4})`}function isMultiLine(value){return typeof value=="string"&&value.includes(`
`)}function isAllCrLf(text){return text.includes(`
`)&&!/(?<!\r)\n/.test(text)}function linesOf3(text,isCrLf){return(isCrLf?text.replaceAll(`\r
`,`
`):text).replace(/\n$/,"").split(`
`)}function renderLine(line2){return hasInvisible(line2)||/[ \t]$|^".*\\/s.test(line2)?escapeInvisible(JSON.stringify(cut2(
line2))):cut2(line2)}function parseEmbedded(drawing,value){if(!isEmbedded(value))return;let text=drawing.scrub(value),shown=parseDocument2(
text);if(shown===void 0||text===value)return shown;let whole=parseDocument2(value);return whole!==void 0&&isShownAs(drawing,
whole,shown)?whole:shown}function isShownAs(drawing,value,shown){return value.kind==="scalar"?shown.kind!=="scalar"?!1:typeof value.
value=="string"?drawing.scrub(value.value)===shown.value:isSameScalar(value.value,shown.value):value.kind==="list"?shown.
kind==="list"&&value.items.length===shown.items.length&&value.items.every((item2,index2)=>isShownAs(drawing,item2,shown.
items[index2]??absent)):value.kind!=="map"?isSame(value,shown):shown.kind!=="map"||value.entries.size!==shown.entries.size?
!1:[...value.entries].every(([key,entry])=>isShownAs(drawing,entry,shown.entries.get(key)??absent))}function isSameDocument(one,other){
let[a,b]=[one,other].map(value=>isEmbedded(value)?parseDocument2(value):void 0);return a!==void 0&&b!==void 0&&isSame(a,
b)}function isSameButBlanks(one,other){let[a,b]=[one,other].map(value=>(typeof value=="string"?value:"").replace(/("(?:[^"\\]|\\.)*")|\s+/g,
"$1"));return isEmbedded(one)&&isEmbedded(other)&&a===b}function isEmbedded(value){return typeof value=="string"&&value.
length<=1e6&&/^\s*[[{]/.test(value)}function parseDocument2(text){try{let parsed=parseExactJson(text);if(countNames(text)!==
countMembers(parsed))return;let document=parseValue(parsed,!1,!1);return(document.kind==="map"?document.entries.size:document.
kind==="list"?document.items.length:0)>0?document:void 0}catch{return}}function countNames(text){return text.replace(/"(?:[^"\\]|\\.)*"/g,
"").split(":").length-1}function countMembers(parsed){let count3=0,waiting=[parsed];for(let next=waiting.pop();next!==void 0;next=
waiting.pop()){if(typeof next!="object"||next===null||isExactNumber2(next))continue;let members2=Object.values(next);Array.
isArray(next)||(count3+=members2.length);for(let member of members2)waiting.push(member)}return count3}var context=3,maxWhole=200,around=40;function drawLines(drawing,before,after2,depth){let oldText=drawing.scrub(before),newText=drawing.
scrub(after2);if(oldText===newText){draw2(drawing,"~",depth,"# (only sensitive parts change)");return}let{old,fresh}=splitLines(
oldText,newText),steps=diffSequences(old,fresh),disguised=disguisedIn(steps,splitLines(before,after2),{old,fresh}),texts3=changedTexts(
steps,old,fresh),near=new Uint8Array(steps.length);steps.forEach((step,index2)=>{step.kind==="keep"&&disguised?.has(step)!==
!0||near.fill(1,Math.max(0,index2-context),index2+context+1)});let hidden=0,flush=()=>{hidden>0&&draw2(drawing," ",depth,
`# (${count2(hidden,"unchanged line")} hidden)`),hidden=0};if(steps.forEach((step,index2)=>{if(near[index2]!==1){hidden++;
return}if(flush(),step.kind==="keep"){let line2=renderLine((fresh[step.new]??"").trimEnd());disguised?.has(step)===!0?draw2(
drawing,"~",depth,`${line2} # only sensitive parts change`):draw2(drawing," ",depth,line2)}else{let marker=step.kind==="\
add"?"+":"-";draw2(drawing,marker,depth,texts3.get(step)??"")}}),flush(),oldText.endsWith(`
`)!==newText.endsWith(`
`)){let what=newText.endsWith(`
`)?"added":"removed";draw2(drawing,"~",depth,`# (the line feed at the end is ${what})`)}disguised===void 0&&draw2(drawing,
"~",depth,"# (sensitive parts may have changed, too)")}function disguisedIn(steps,lines,shown){if(!(lines.old.length!==shown.
old.length||lines.fresh.length!==shown.fresh.length))return new Set(steps.filter(step=>step.kind==="keep"&&lines.old[step.
old]!==lines.fresh[step.new]))}function splitLines(oldText,newText){let isCrLf=isAllCrLf(oldText)&&isAllCrLf(newText);return{
old:linesOf3(oldText,isCrLf),fresh:linesOf3(newText,isCrLf)}}function changedTexts(steps,old,fresh){let looks2=new Map;for(let step of steps){
if(step.kind==="keep")continue;let line2=step.kind==="add"?fresh[step.new]:old[step.old],look=lookOf(line2??"");looks2.set(
look,(looks2.get(look)??new Set).add(line2??""))}let render=line2=>areToldApart(looks2.get(lookOf(line2))??new Set)?renderLine(
line2):escapeForeign(JSON.stringify(cut2(line2))),texts3=new Map,removed=[],added=[],settle=()=>{for(let i=0;i<Math.max(
removed.length,added.length);i++){let[from,to]=[removed[i],added[i]],before=from?.kind==="remove"?old[from.old]??"":void 0,
after2=to?.kind==="add"?fresh[to.new]??"":void 0,[b,a]=before===void 0||after2===void 0?[before,after2]:partsOf2(before,
after2);from!==void 0&&texts3.set(from,render(b??"")),to!==void 0&&texts3.set(to,render(a??""))}removed=[],added=[]};for(let step of steps)
step.kind==="remove"?removed.push(step):step.kind==="add"?added.push(step):settle();return settle(),texts3}function renderPair(drawing,before,after2){
let old=typeof before=="string"?drawing.scrub(before):before,fresh=typeof after2=="string"?drawing.scrub(after2):after2;
if(typeof old!="string"||typeof fresh!="string")return[renderScalar(drawing,before),renderScalar(drawing,after2)];let parts=partsOf2(
old,fresh),escape=lookOf(parts[0])===lookOf(parts[1])?escapeForeign:escapeInvisible;return[escape(JSON.stringify(cut2(parts[0]))),
escape(JSON.stringify(cut2(parts[1])))]}function partsOf2(old,fresh){if(Math.max(old.length,fresh.length)<=maxWhole)return[
old,fresh];let{start,end:end3}=sharedEnds(old,fresh),from=Math.max(0,start-around),tail=Math.max(0,end3-around),part=text=>`${from>
0?"\u2026":""}${text.slice(from,text.length-tail).toWellFormed()}${tail>0?"\u2026":""}`;return[part(old),part(fresh)]}function drawWhole(drawing,marker,frame,value,depth,gone,forces){let whole={drawing,marker,inner:marker==="~"?"-":marker,
closing:marker==="~"?" ":marker,name:frame.name,end:`${gone}${frame.end}`,depth,forces};switch(value.kind){case"absent":
drawLeaf(whole,"null");return;case"unknown":drawLeaf(whole,knownAfterApply);return;case"sensitive":drawLeaf(whole,sensitiveValue);
return;case"scalar":drawScalar(whole,value.value);return;case"list":drawList(whole,value.items);return;case"map":drawMap(
whole,value.entries)}}function drawLeaf(whole,text){let{drawing,marker,depth,name:name3,end:end3,forces}=whole;draw2(drawing,
marker,depth,`${name3}${text}${end3}${forces}`)}function drawAround(whole,brackets,drawInside){let{drawing,marker,closing:closing2,
depth,name:name3,end:end3,forces}=whole;draw2(drawing,marker,depth,`${name3}${brackets[0]}${forces}`),drawInside(),draw2(
drawing,closing2,depth,`${brackets[1]}${end3}`)}function drawPart({drawing,inner,depth},frame,part){drawWhole(drawing,inner,
frame,part,depth+1,"","")}function drawScalar(whole,value){let{drawing,inner,depth}=whole,document=parseEmbedded(drawing,
value);if(document!==void 0)drawAround(whole,["jsonencode(",")"],()=>{drawPart(whole,bare,document)});else if(isMultiLine(
value)){let text=drawing.scrub(value),isCrLf=isAllCrLf(text),isEnded=text.endsWith(`
`);drawAround(whole,[isCrLf?"<<-EOT # each line ends with CRLF":"<<-EOT","EOT"],()=>{for(let line2 of linesOf3(text,isCrLf))
draw2(drawing,inner,depth+1,renderLine(line2));isEnded||draw2(drawing,inner,depth+1,"# (no line feed at the end)")})}else
drawLeaf(whole,renderScalar(drawing,value))}function drawList(whole,items){if(items.length===0){drawLeaf(whole,"[]");return}
drawAround(whole,["[","]"],()=>{for(let item2 of items)drawPart(whole,{name:"",end:","},item2)})}function drawMap(whole,entries){
let{drawing,inner,depth}=whole,told3=sortedEntries(entries).filter(([,entry])=>!isMissing(entry)).map(([key,entry])=>[renderKey(
drawing,key),entry]);if(told3.length===0){drawLeaf(whole,"{}");return}let nulls=told3.filter(([,entry])=>entry.kind==="a\
bsent"),isFolded=nulls.length>=manyNulls&&nulls.length<told3.length,shown=isFolded?told3.filter(each=>!nulls.includes(each)):
told3,padding=paddingOf(shown.map(([key])=>key));drawAround(whole,["{","}"],()=>{for(let[key,entry]of shown){let name3=`${key.
padEnd(padding)} = `;drawPart(whole,{name:name3,end:""},entry)}if(!isFolded)return;let names2=nulls.map(([key])=>key).join(
", ");draw2(drawing,inner,depth+1,`# (${nulls.length} null: ${names2})`)})}var manyNulls=3;var writeOnlyValue="(write-only attribute)";function isWriteOnly(around2,key,before,after2){if(!around2.isBlock)return!1;
let attributes=asObject(around2.schema?.attributes);return attributes!==void 0?objectMember(attributes,key)?.write_only===
!0:key.endsWith("_wo")&&[before,after2].every(side=>isNothing3(side.get(key)))&&[before,after2].some(side=>!isNothing3(side.
get(versionOf(key))))}function isSentAnew(key,before,after2){let[old,fresh]=[before,after2].map(side=>side.get(versionOf(
key))??absent);return old!==void 0&&fresh!==void 0&&!isSame(old,fresh)}function versionOf(key){return`${key}_version`}function isNothing3(value){
return value===void 0||value.kind==="absent"}function diffResource(before,after2,options){let drawing=createDrawing(options);return isEntries(before)&&isEntries(after2)?
drawEntries(drawing,before,after2,0,[],{noun:"attribute",schema:asObject(options.schema?.block)??options.schema,isBlock:!0,
siblings:[]}):drawChange(drawing,{name:"",end:""},before,after2,0,[]),finished(drawing)}function diffNamed(name3,before,after2,scrub,hiddenMayDiffer){
let drawing=createDrawing({scrub,replacePaths:new Set,schema:void 0,listsAreBlocks:!1,hiddenMayDiffer});return isChanged(
drawing,before,after2,[])&&drawChange(drawing,{name:`${name3} = `,end:""},before,after2,0,[]),finished(drawing)}function drawIdentity(value,scrub){
if(value.kind!=="map")return[];let drawing=createDrawing({scrub,replacePaths:new Set,schema:void 0,listsAreBlocks:!1,hiddenMayDiffer:!1}),
told3=[...value.entries.keys()].filter(key=>tellsWhat.test(key)&&value.entries.get(key)?.kind==="scalar");if(told3.length===
0)return[];let padding=paddingOf(told3);for(let key of told3.sort()){let name3=`${key.padEnd(padding)} = `,entry=value.entries.
get(key)??absent;drawWhole(drawing," ",{name:name3,end:""},entry,0,"","")}let others=[...value.entries].filter(([key,entry])=>entry.
kind!=="absent"&&!told3.includes(key));if(others.length>0){let what=count2(others.length,"unchanged attribute");draw2(drawing,
" ",0,`# (${what} hidden)`)}return finished(drawing)}var tellsWhat=/^(?:id|name|arn|bucket|identifier|url|self_link|path)$/;
function drawEntries(drawing,before,after2,depth,path3,around2){let members2={old:before.kind==="map"?before.entries:noEntries,
fresh:after2.kind==="map"?after2.entries:noEntries},{attributes,blocks,hidden}=sortMembers(drawing,members2,path3,around2),
render=path3.length===0&&around2.isBlock?renderName:renderKey,names2=attributes.map(key=>render(drawing,key)),padding=paddingOf(
names2);for(let[index2,key]of attributes.entries()){let{old:b,fresh:a}=sidesAt(members2,key),name3=`${(names2[index2]??"").
padEnd(padding)} = `;isWriteOnly(around2,key,members2.old,members2.fresh)?drawWriteOnly(drawing,name3,before,after2,depth):
drawChange(drawing,{name:name3,end:""},b,a,depth,[...path3,key])}drawHidden(drawing,depth,hidden.attributes,`unchanged ${around2.
noun}`);for(let key of blocks){let{old:b,fresh:a}=sidesAt(members2,key);drawBlocks(drawing,key,b,a,depth,[...path3,key],
around2.schema)}drawHidden(drawing,depth,hidden.blocks,"unchanged block")}function sortMembers(drawing,members2,path3,around2){
let{old,fresh}=members2,isOneSided=old.size===0||fresh.size===0,kept=path3.length===0?keptAtTop:isOneSided?noneKept:keptOf(
members2,around2),attributes=[],blocks=[],hidden={attributes:0,blocks:0};for(let key of keysOf(old,fresh)){let{old:b,fresh:a}=sidesAt(
members2,key);if(isWriteOnly(around2,key,old,fresh)){(isOneSided||isSentAnew(key,old,fresh))&&attributes.push(key);continue}
if(isNowhere(drawing,around2,key,b,a))continue;let isBlock=around2.isBlock&&isBlockMember(drawing,around2,key,b,a),isKept=kept.
has(key)&&b.kind==="scalar";!isChanged(drawing,b,a,[...path3,key])&&!isKept?isBlock?hidden.blocks+=b.kind==="list"?b.items.
length:1:hidden.attributes++:isBlock?blocks.push(key):attributes.push(key)}return{attributes,blocks,hidden}}function keysOf(old,fresh){
let keys=[...old.keys()];for(let key of fresh.keys())old.has(key)||keys.push(key);return isSorted(keys)?keys:keys.sort()}
function sidesAt({old,fresh},key){return{old:old.get(key)??absent,fresh:fresh.get(key)??absent}}function drawHidden(drawing,depth,number,noun){
number!==0&&draw2(drawing," ",depth,`# (${count2(number,noun)} hidden)`)}function drawWriteOnly(drawing,name3,before,after2,depth){
let marker=before.kind==="absent"?"+":after2.kind==="absent"?"-":"~";draw2(drawing,marker,depth,`${name3}${writeOnlyValue}${marker===
"~"?" # may have changed":""}`)}var keptAtTop=new Set(["id","name"]),noneKept=new Set;function keptOf({old,fresh},{noun,
siblings}){return noun==="element"&&siblings.length===0?noneKept:identityOf(old,fresh,siblings).keys}function placeOf2(before,after2,siblings,index2){
return siblings.length<2||isSelfTelling(before)||before.kind==="map"&&identityOf(before.entries,entriesOf(after2),siblings).
isAlone?"":` # [${index2}]`}function isSelfTelling(value){return value.kind==="scalar"&&!isMultiLine(value.value)}var noEntries=new Map;
function isEntries(value){return value.kind==="map"||value.kind==="absent"}function isChanged(drawing,before,after2,path3){
return!isSame(before,after2)||after2.kind==="unknown"||isForced(drawing,path3)||drawing.hiddenMayDiffer&&(hasHidden(before)||
hasHidden(after2))}function hasHidden(value){switch(value.kind){case"sensitive":return!0;case"list":return value.items.some(
hasHidden);case"map":return[...value.entries.values()].some(hasHidden);case"absent":case"scalar":case"unknown":return!1}}
function isTextMap(value){return value.kind==="map"&&[...value.entries.values()].every(entry=>entry.kind==="scalar"&&typeof entry.
value=="string")}function drawChange(drawing,frame,before,after2,depth,path3,siblings=[]){let forces=renderForces(drawing,
path3),{name:name3,end:end3,place=""}=frame;if(before.kind==="sensitive"||after2.kind==="sensitive")drawSensitive(drawing,
frame,before,after2,depth,forces);else if(before.kind==="absent"&&after2.kind==="absent"){let marker=isSame(before,after2)?
" ":before.isNull?"-":"+";draw2(drawing,marker,depth,`${name3}null${end3}${forces}`)}else before.kind==="absent"?drawWhole(
drawing,"+",frame,after2,depth,"",forces):after2.kind==="absent"?drawWhole(drawing,"-",frame,before,depth," -> null",forces):
after2.kind==="unknown"&&before.kind!=="unknown"?drawWhole(drawing,"~",frame,before,depth,` -> ${knownAfterApply}`,forces):
before.kind==="scalar"&&after2.kind==="scalar"?drawScalars(drawing,frame,before.value,after2.value,depth,path3,forces):before.
kind==="map"&&after2.kind==="map"?(draw2(drawing,"~",depth,`${name3}{${forces}${place}`),drawEntries(drawing,before,after2,
depth+1,path3,{noun:isTextMap(before)&&isTextMap(after2)?"element":"attribute",schema:void 0,isBlock:!1,siblings}),draw2(
drawing," ",depth,`}${end3}`)):before.kind==="list"&&after2.kind==="list"?(draw2(drawing,"~",depth,`${name3}[${forces}${place}`),
drawItems(drawing,before.items,after2.items,depth+1,path3),draw2(drawing," ",depth,`]${end3}`)):isSame(before,after2)?drawWhole(
drawing," ",frame,after2,depth,"",forces):(drawWhole(drawing,"-",frame,before,depth,"",forces),drawWhole(drawing,"+",frame,
after2,depth,"",forces))}function drawSensitive(drawing,frame,before,after2,depth,forces){let notes=[],isBoth=before.kind===
"sensitive"&&after2.kind==="sensitive";if(!isBoth&&before.kind!=="absent"&&after2.kind!=="absent"){let same=isSameHidden(
hiddenOf(before),hiddenOf(after2));notes.push(after2.kind==="sensitive"?"will be marked as sensitive":"will no longer be\
 marked as sensitive"),same&&notes.push("the value is unchanged")}let marker=before.kind==="absent"?"+":after2.kind==="a\
bsent"?"-":isSame(before,after2)&&!drawing.hiddenMayDiffer?" ":"~";isBoth&&drawing.hiddenMayDiffer&&isSame(before,after2)&&
notes.push("may have changed");let note2=notes.length>0?` # ${notes.join(", ")}`:"";draw2(drawing,marker,depth,`${frame.
name}${sensitiveValue}${marker==="-"&&frame.end===""?" -> null":""}${frame.end}${forces}${frame.place??""}${note2}`)}function drawScalars(drawing,frame,before,after2,depth,path3,forces){
let{name:name3,end:end3,place=""}=frame;if(isSameScalar(before,after2)){draw2(drawing," ",depth,`${name3}${renderScalar(
drawing,before)}${end3}${forces}`);return}let oldDocument=parseEmbedded(drawing,before),newDocument=parseEmbedded(drawing,
after2),isRewritten=isSameDocument(before,after2)&&!isSameButBlanks(before,after2);if(oldDocument!==void 0&&newDocument!==
void 0&&!isRewritten){if(isSame(oldDocument,newDocument)){let what=isSameButBlanks(before,after2)?"whitespace changes":"\
only sensitive parts change";draw2(drawing,"~",depth,`${name3}jsonencode( # ${what}${forces}${place}`),drawWhole(drawing,
" ",bare,newDocument,depth+1,"","")}else draw2(drawing,"~",depth,`${name3}jsonencode(${forces}${place}`),drawChange(drawing,
bare,oldDocument,newDocument,depth+1,[...path3,"jsonencode"]);draw2(drawing," ",depth,`)${end3}`);return}if(isMultiLine(
before)||isMultiLine(after2)){draw2(drawing,"~",depth,`${name3}<<-EOT${forces}${place}`),drawLines(drawing,textOf3(before),
textOf3(after2),depth+1),draw2(drawing," ",depth,`EOT${end3}`);return}let[old,fresh]=renderPair(drawing,before,after2),note2=old===
fresh?`${old}${end3}${forces} # only sensitive parts change`:`${old} -> ${fresh}${end3}${forces}`;draw2(drawing,"~",depth,
`${name3}${note2}`)}function textOf3(value){return typeof value=="string"?value:JSON.stringify(value)}function drawItems(drawing,before,after2,depth,path3){
let inside={name:"",end:","},hidden=[],flush=()=>{let[first]=hidden;hidden.length===1&&first?.kind==="scalar"&&isShort(first)?
drawWhole(drawing," ",inside,first,depth,"",""):hidden.length>0&&draw2(drawing," ",depth,`# (${count2(hidden.length,"unc\
hanged element")} hidden)`),hidden=[]};if(isReordered(before,after2)){let what=count2(before.length,"element");draw2(drawing,
"~",depth,`# (the same ${what} in another order)`)}for(let{old,fresh,index:index2}of pairItems(before,after2,drawing.scrub)){
let b=old??absent,a=fresh??absent,place=[...path3,index2];if(old!==void 0&&fresh!==void 0&&!isChanged(drawing,b,a,place)){
hidden.push(b);continue}if(flush(),old!==void 0&&fresh!==void 0){let which={...inside,place:placeOf2(old,fresh,before,index2)};
drawChange(drawing,which,b,a,depth,place,before)}else if(old!==void 0)drawWhole(drawing,"-",inside,b,depth,"","");else{let forces=renderForces(
drawing,place);drawWhole(drawing,"+",inside,a,depth,"",forces)}}flush()}function isShort({value}){return typeof value!="\
string"||value.length<60&&!/[\n{[]/.test(value)}function drawBlocks(drawing,key,before,after2,depth,path3,schema3){let type=objectMember(
asObject(schema3?.block_types),key),isMap2=type?.nesting_mode==="map",blocks={drawing,name:(path3.length===1?renderName:
renderKey)(drawing,key),depth,path:path3,isSet:type?.nesting_mode==="set",inside:{noun:"attribute",schema:asObject(type?.
block),isBlock:!0,siblings:siblingsOf(before,isMap2)}};before.kind==="list"||after2.kind==="list"?drawListedBlocks(blocks,
itemsOf(before),itemsOf(after2)):isMap2?drawLabelledBlocks(blocks,entriesOf(before),entriesOf(after2)):drawBlock(blocks,
blocks.name,before.kind==="absent"?void 0:before,after2.kind==="absent"?void 0:after2,path3)}function siblingsOf(before,isMap2){
return before.kind==="list"?before.items:isMap2&&before.kind==="map"?[...before.entries.values()]:[]}function itemsOf(value){
return value.kind==="list"?value.items:[]}function entriesOf(value){return value.kind==="map"?value.entries:noEntries}function drawBlock({
drawing,depth,path:path3,inside},title,old,fresh,place,which=""){let forces=renderForces(drawing,place,path3),marker=old===
void 0?"+":fresh===void 0?"-":"~";draw2(drawing,marker,depth,`${title} {${forces}${which}`),drawEntries(drawing,old??absent,
fresh??absent,depth+1,place,inside),draw2(drawing,marker==="~"?" ":marker,depth,"}")}function drawListedBlocks(blocks,old,fresh){
let{drawing,name:name3,depth,path:path3,isSet,inside}=blocks,hidden=0;if(isReordered(old,fresh)){let what=`the same ${count2(
old.length,"block")} in another order`;draw2(drawing,"~",depth,`${name3} # (${what})`)}for(let pair of pairItems(old,fresh,
drawing.scrub,isSet)){let place=[...path3,pair.index];if(pair.old===void 0||pair.fresh===void 0)drawBlock(blocks,name3,pair.
old,pair.fresh,place);else if(isChanged(drawing,pair.old,pair.fresh,place)){let which=placeOf2(pair.old,pair.fresh,inside.
siblings,pair.index);drawBlock(blocks,name3,pair.old,pair.fresh,place,which)}else hidden++}drawHidden(drawing,depth,hidden,
`unchanged ${name3} block`)}function drawLabelledBlocks(blocks,old,fresh){let{drawing,name:name3,path:path3}=blocks;for(let label of keysOf(
old,fresh)){let place=[...path3,label],b=old.get(label),a=fresh.get(label);isChanged(drawing,b??absent,a??absent,place)&&
drawBlock(blocks,`${name3} ${quote2(drawing,label)}`,b,a,place)}}function maskOf(change,side){return isMasked(change)?change[`${side}_sensitive`]:guessMask(change[side])}function speaksOfSecret(name3){
return secretWords.test(name3)}function hasIncompleteMasks(document){let version2=document.format_version??document.plan_format_version;
return typeof version2=="string"&&/^0(?:\.|$)/.test(version2)||/^(?:0|1\.0)\./.test(asString(document.terraform_version)??
"")}function completeMasks(change,schema3){let maskAt=side=>unite(change[`${side}_sensitive`],unite(guessMask(change[side]),
schemaMask(change[side],schema3)));return{...change,before_sensitive:maskAt("before"),after_sensitive:maskAt("after")}}function completeOutputMasks(name3,change){
return!isMasked(change)&&speaksOfSecret(name3)?{...change,before_sensitive:!0,after_sensitive:!0}:completeMasks(change,void 0)}
function isMasked(change){return change.before_sensitive!==void 0||change.after_sensitive!==void 0}var secretWords=/pass(?:word|phrase|wd|code)|secret|token|credential|private_?key|api_?key|access_?key|auth|^(?:pw|pwd|pass|pin|psk)$|_(?:pw|pwd|pass|pin|psk)$/i;
function guessMask(value,depth=0){if(typeof value!="object"||value===null)return;if(depth>maxDepth)return!0;if(Array.isArray(
value))return value.map(item2=>guessMask(item2,depth+1));let masks=Object.entries(value).map(([key,member])=>[key,secretWords.
test(key)&&typeof member!="boolean"?!0:guessMask(member,depth+1)]);return Object.fromEntries(masks)}function schemaMask(value,block2,depth=0){
if(typeof value!="object"||value===null||block2===void 0)return;if(depth>maxDepth)return!0;if(Array.isArray(value))return value.
map(item2=>schemaMask(item2,block2,depth+1));let attributes=asObject(block2.attributes),blocks=asObject(block2.block_types);
return Object.fromEntries(Object.entries(value).map(([key,member])=>{let attribute=objectMember(attributes,key);if(attribute?.
sensitive===!0)return[key,!0];let inner=asObject(attribute?.nested_type)??asObject(objectMember(blocks,key)?.block);return[
key,schemaMask(member,inner,depth+1)]}))}function unite(one,other){if(one===!0||other===!0)return!0;if(typeof one!="obje\
ct"||one===null)return other;if(typeof other!="object"||other===null)return one;if(Array.isArray(one)&&Array.isArray(other)){
let[a2,b2]=[one,other],length=Math.max(one.length,other.length);return Array.from({length},(_,index2)=>unite(a2?.[index2],
b2?.[index2]))}if(Array.isArray(one)||Array.isArray(other))return!0;let[a,b]=[one,other];return Object.fromEntries([...new Set(
[...Object.keys(a),...Object.keys(b)])].map(key=>[key,unite(Object.hasOwn(a,key)?a[key]:void 0,Object.hasOwn(b,key)?b[key]:
void 0)]))}function createOtherMembers(){let parts=[];return{take(path3,value){let place=path3[1]==="*"?[...path3,parts.length]:path3;
parts.push(`${JSON.stringify(place)}${sha256(canonicalJson(value))}`)},text:()=>parts.length===0?"":sha256(parts.sort().
join())}}function otherMembersOf(document,isKnown){let others=createOtherMembers();for(let[key,member]of Object.entries(
document)){if(isKnown(key))continue;let object=asObject(member);if(Array.isArray(member))for(let item2 of member)others.
take([key,"*"],item2);else if(object!==void 0)for(let[name3,value]of Object.entries(object))others.take([key,name3],value);else
others.take([key],member)}return others.text()}function sha256(text){return createHash("sha256").update(text).digest("he\
x")}var knownMembers=new Set(["address","previous_address","module_address","mode","type","name","index","index_unknown","pr\
ovider_name","deposed","change","action_reason"]),nothing2={};function rawChange(resource,guessed){let told3=asObject(resource.
change)??{},type=asString(resource.type)??"",address=asString(resource.address)??([type,asString(resource.name)].filter(
Boolean).join(".")||"(no address)"),previous=asString(resource.previous_address),mode=modeOf(resource.mode),providerName=asString(
resource.provider_name);return{address,moduleAddress:asString(resource.module_address),type,mode,providerName,previousAddress:previous===
address?void 0:previous,deposed:asString(resource.deposed),actionReason:asString(resource.action_reason),change:guessed===
void 0?told3:completeMasks(told3,asObject(schemaOf(guessed.schemas,{mode,providerName,type})?.block)),actions:(Array.isArray(
told3.actions)?told3.actions:[]).filter(action=>typeof action=="string"),others:Object.keys(resource).every(key=>knownMembers.
has(key))?nothing2:Object.fromEntries(Object.entries(resource).filter(([key])=>!knownMembers.has(key))),digest:void 0,isCut:!1}}
function modeOf(mode){return mode==="data"||mode==="ephemeral"?mode:"managed"}function schemaOf(schemas,{mode,providerName,
type}){let provider=objectMember(schemas,providerName??"");return objectMember(objectMember(provider,{managed:"resource_\
schemas",data:"data_source_schemas",ephemeral:"ephemeral_resource_schemas"}[mode]),type)}function verbOf(actions2){switch(actions2.
join()){case"no-op":return"no-op";case"create":return"create";case"read":return"read";case"open":return"open";case"updat\
e":return"update";case"delete":return"destroy";case"forget":return"forget";case"delete,create":case"create,delete":case"\
create,forget":case"forget,create":return"replace";default:return"unknown"}}function isShown(change){let verb=verbOf(change.
actions);return change.mode!=="managed"&&verb==="destroy"?!1:verb!=="no-op"||isMoved(change)||isImported(change)}function isMoved(change){
return change.previousAddress!==void 0}function isImported(change){return asObject(change.change.importing)!==void 0}function sidesOf(change){
return{before:parseValue(change.before,maskOf(change,"before"),void 0),after:parseValue(change.after,maskOf(change,"afte\
r"),change.after_unknown)}}function replacePathsOf(change){let paths=change.replace_paths;return Array.isArray(paths)?paths.
filter(path3=>Array.isArray(path3)).map(path3=>{let kept=[],masks=[change.before_sensitive,change.after_sensitive];for(let step of path3){
if(masks.includes(!0)||typeof step!="string"&&typeof step!="number")break;kept.push(step),masks.forEach((mask,index2)=>{
masks[index2]=memberOf(mask,step)})}return kept}).filter(path3=>path3.length>0):[]}var readMembers=["resource_changes","resource_drift","deferred_changes","output_changes","action_invocations","deferred_\
action_invocations","checks","condition_results","configuration"],quietMembers=["format_version","plan_format_version","\
provider_format_version","terraform_version","timestamp","applyable","complete","errored","variables","planned_values","\
prior_state","proposed_unknown","relevant_attributes","provider_schemas"],knownMembers2=new Set([...readMembers,...quietMembers]);
function isKnownMember(name3){return knownMembers2.has(name3)}function parseDocument3(json){let document=requirePlan(json);
for(let key of Object.keys(document))quietMembers.includes(key)||checkDepth3(document[key]);let isGuessed2=hasIncompleteMasks(
document),schemas=asObject(document.provider_schemas),raw=element=>rawChange(element,isGuessed2?{schemas}:void 0),listed3=asObjects(
document.resource_changes).map(raw);return{terraformVersion:asString(document.terraform_version),redacted:!Object.hasOwn(
document,"format_version"),errored:document.errored===!0,complete:asBoolean(document.complete),applyable:asBoolean(document.
applyable),changes:listed3,drift:asObjects(document.resource_drift).map(raw),deferred:asObjects(document.deferred_changes).
map(deferred=>({reason:asString(deferred.reason),change:raw(asObject(deferred.resource_change)??{})})),outputs:outputsOf(
document,isGuessed2),actionInvocations:asObjects(document.action_invocations),deferredActionInvocations:asObjects(document.
deferred_action_invocations),checks:[...asObjects(document.checks),...asObjects(document.condition_results).map(checkOfCondition)],
relevantPaths:relevantPathsOf(asObjects(document.relevant_attributes)),providerSchemas:schemas,configuration:asObject(document.
configuration),variables:asObject(document.variables),others:otherMembersOf(document,isKnownMember),listsChanges:listed3.
length>0}}function requirePlan(json){let document=asObject(json);if(document===void 0)throw new PlanFormatError("Reading\
 the plan JSON failed: it is not a JSON object. Pass the output of `terraform show -json PLANFILE`.");let version2=document.
format_version??document.plan_format_version;if(version2===void 0)throw new PlanFormatError("Reading the plan JSON faile\
d: it has no format_version. Pass the output of `terraform show -json PLANFILE`.");let major=typeof version2=="string"?/^(\d{1,4})(?:\.|$)/.
exec(version2)?.[1]:void 0;if(major!=="0"&&major!=="1")throw new PlanFormatError(`Reading the plan JSON failed: its form\
at version is ${typeof version2=="string"?JSON.stringify(version2.slice(0,20)):`a ${typeof version2}`}, known are 0.x an\
d 1.x. Use a release of this action that knows it.`);let has=key=>Object.hasOwn(document,key);if(!["resource_changes","o\
utput_changes","planned_values","resource_drift","plan_format_version","configuration"].some(has)&&["values","provider_s\
chemas"].some(has))throw new PlanFormatError("Reading the plan JSON failed: it is a state or a provider schema. Pass the\
 output of `terraform show -json PLANFILE`.");return document}function outputsOf(document,isGuessed2){return new Map(Object.
entries(asObject(document.output_changes)??{}).map(([name3,member])=>{let change=asObject(member)??{};return[name3,isGuessed2?
completeOutputMasks(name3,change):change]}))}function relevantPathsOf(attributes){let paths=new Map;for(let attribute of attributes)
addRelevantPath(paths,attribute);return paths}function addRelevantPath(paths,attribute){let address=asString(attribute.resource)??
"",path3=attribute.attribute,whole=Array.isArray(path3)?path3:[],known3=paths.get(address);known3===void 0?paths.set(address,
[whole]):known3.push(whole)}function checkDepth3(part,depth=0){if(typeof part!="object"||part===null)return;if(depth>maxDepth)
throw new PlanFormatError(`Reading the plan JSON failed: it is nested deeper than ${maxDepth} levels.`);if(Array.isArray(
part)){for(let item2 of part)checkDepth3(item2,depth+1);return}let object=part;for(let key in object)checkDepth3(object[key],
depth+1)}var values2={attributes:[],others:!1};function untoldOf(part){if(part===void 0)return values2;let attributes=Object.entries(
asObject(part.expressions)??{}).filter(([,expression])=>isUntold2(expression)).map(([name3])=>name3),hands=["provisioner\
s","connection"].map(name3=>part[name3]);return{attributes,others:hands.some(hidesExpression)}}function isUntold2(expression){
if(Array.isArray(expression))return expression.some(isUntold2);let object=asObject(expression);return object===void 0?!0:
Object.hasOwn(object,"constant_value")?!1:Array.isArray(object.references)||Object.keys(object).length===0||Object.values(
object).some(isUntold2)}function hidesExpression(value){if(Array.isArray(value))return value.some(hidesExpression);let object=asObject(
value);return object===void 0?!1:Object.entries(object).some(([key,member])=>key==="expressions"?Object.values(asObject(
member)??{}).some(isUntold2):hidesExpression(member))}function settledOf(change){let after2=asObject(change.after);if(after2===
void 0)return[];let unknown5=change.after_unknown;if(unknown5===!0)return[];let marks2=asObject(unknown5);return Object.
entries(after2).filter(([name3,value])=>value!==null&&!hasMark(marks2?.[name3])).map(([name3])=>name3)}function hasMark(mask){
if(Array.isArray(mask))return mask.some(hasMark);if(mask===!0)return!0;let object=asObject(mask);return object!==void 0&&
Object.values(object).some(hasMark)}function choosePart(path3){if(path3.length===0)return"descend";if(path3[0]==="provider_config")return path3.length>1?"ke\
ep":"descend";if(path3[0]!=="root_module")return"skip";let{modules,rest:rest2}=modulePath(path3.slice(1)),[kind]=rest2;return kind===
void 0?"descend":kind==="module_calls"?rest2.length>2?"keep":"descend":kind==="resources"||kind==="outputs"||kind==="act\
ions"||kind==="variables"&&modules.length===0?rest2.length>1?"keep":"descend":"skip"}function createConfigurationDigests(){
let taken={parts:new Map,untold:new Map,providers:new Map,secrets:new Set,made:new Map},{parts,untold:untold3}=taken;return{
take(path3,value){takePart(taken,path3,value)},ofChange(change){let isGone=["delete","forget"].includes(change.actions.join()),
{keys,digest:digest3}=lookUp(taken,change),[own,provider]=keys.map(key=>untold3.get(key)),isWhole2=(parts.has(keys[0])||
isGone)&&own?.others!==!0&&(isGone||isSettled(change,own?.attributes??[]))&&(provider?.attributes??[]).length===0;return{
digest:digest3,isWhole:isWhole2}},ofAction(address,moduleAddress,isKnown){let{keys,digest:digest3}=lookUp(taken,{address,
moduleAddress}),[own,provider]=keys.map(key=>untold3.get(key)),isWhole2=parts.has(keys[0])&&(isKnown||own?.attributes.length===
0)&&(provider?.attributes??[]).length===0;return{digest:digest3,isWhole:isWhole2}},ofOutput(name3,isKnown){let key=`outp\
ut ${name3}`,isWhole2=isKnown||untold3.get(key)?.others===!1;return{digest:digestOf2(told2(taken,key)),isWhole:isWhole2}},
ofVariables(variables){let known3=Object.entries(variables??{}).map(([name3,value])=>taken.secrets.has(name3)?[name3]:[name3,
digestOf2(value)]);return digestOf2(known3.sort())}}}function isSettled(change,attributes){if(attributes.length===0)return!0;
let settled=change.settled??settledOf(change.change);return attributes.every(name3=>settled.includes(name3))}function takePart(taken,path3,value){
let{parts,untold:untold3,providers,secrets,made}=taken;made.clear();let add2=(key,text2)=>{let known3=parts.get(key);known3===
void 0?parts.set(key,[text2]):known3.push(text2)},text=digestOf2(value),object=asObject(value);if(path3[0]==="provider_c\
onfig"){let key=`provider ${path3[1]??""}`;add2(key,text),untold3.set(key,untoldOf(object));return}let{modules,rest:rest2}=modulePath(
path3.slice(1)),[kind="",name3=""]=rest2,module=modules.map(each=>`module.${each}`).join(".");if(kind==="module_calls"){
let call=[...modules,name3].map(each=>`module.${each}`);add2(`call ${call.join(".")}`,`${rest2[2]??""} ${text}`)}else if(kind===
"variables")object?.sensitive===!0&&secrets.add(name3);else if(kind==="outputs"){if(module!=="")return;let others=isUntold2(
object?.expression);add2(`output ${name3}`,text),untold3.set(`output ${name3}`,{attributes:[],others})}else{let key=`${module}\
 ${asString(object?.address)??""}`;add2(key,text),untold3.set(key,untoldOf(object));let provider=asString(object?.provider_config_key);
provider!==void 0&&providers.set(key,provider)}}function lookUp(taken,{address,moduleAddress=""}){let module=withoutKeys(
moduleAddress),inModule=moduleAddress!==""&&address.startsWith(`${moduleAddress}.`)?address.slice(moduleAddress.length+1):
address,key=`${module} ${withoutKeys(inModule)}`,provider=taken.providers.get(key)??"",keys=[key,`provider ${provider}`],
made=taken.made.get(key);if(made!==void 0)return{keys,digest:made};let steps=module.split(".").filter((_,index2)=>index2%
2===1),calls=steps.map((_,index2)=>{let above=steps.slice(0,index2+1).map(name3=>`module.${name3}`);return told2(taken,`\
call ${above.join(".")}`)}),digest3=digestOf2([told2(taken,key),provider,told2(taken,keys[1]),calls]);return taken.made.
set(key,digest3),{keys,digest:digest3}}function told2({parts},key){return[...parts.get(key)??[]].sort()}function configurationDigestsOf(configuration){
let digests=createConfigurationDigests(),walk=(path3,value)=>{let choice=choosePart(path3);if(choice==="keep"&&digests.take(
path3,value),choice==="descend")if(Array.isArray(value))for(let item2 of value)walk([...path3,"*"],item2);else for(let[key,
member]of Object.entries(asObject(value)??{}))walk([...path3,key],member)};return walk([],configuration),digests}function modulePath(path3){
let modules=[],at=0;for(;path3[at]==="module_calls"&&path3[at+2]==="module";)modules.push(path3[at+1]??""),at+=3;return{
modules,rest:path3.slice(at)}}function withoutKeys(address){return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g,"")}
function digestOf2(value){return hash("sha256",canonicalJson(value))}function digestDocument(document,configuration=configurationDigestsOf(document.configuration)){let{text,isWhole:isWhole2}=inputOf2(
document,change=>`"${digestChange(change)}"`,configuration);if(document.redacted)return`redacted:${sha2562(text)}`;if(document.
configuration===void 0)return`values:${sha2562(text)}`;if(isWhole2)return`full:${sha2562(text)}`;let variables=configuration.
ofVariables(document.variables);return`partial:${sha2562(list([text,JSON.stringify(variables)]))}`}function inputOf2(document,renderAlone,configuration){let isWhole2=!0,say2=told3=>(isWhole2&&=told3.isWhole,JSON.stringify(
told3.digest)),render=change=>list([renderAlone(change),say2(configuration.ofChange(change))]),changes=document.changes.
filter(isShown),isQuiet=changes.every(change=>verbOf(change.actions)==="no-op"),outputs=sortedEntries(document.outputs).
filter(([,change])=>actionsOf(change)!=="no-op");return{text:list(['"plan-digest/4"',list(changes.map(render).sort()),list(
outputs.map(([name3,change])=>list([JSON.stringify(name3),JSON.stringify(actionsOf(change)),...sideTexts(change),say2(configuration.
ofOutput(name3,!hasMark(change.after_unknown))),otherText(change,changeMembers)]))),list(document.actionInvocations.map(
invocation=>invocationText(invocation,configuration,say2))),list(document.deferredActionInvocations.map(deferred=>deferredText(
deferred,configuration,say2))),list(document.deferred.map(({reason,change})=>list([JSON.stringify(reason??""),render(change)])).
sort()),list(isQuiet?driftTexts(document,render):[]),...document.others===""?[]:[JSON.stringify(document.others)]]),isWhole:isWhole2}}
function deferredText(deferred,configuration,say2){let invocation=asObject(deferred.action_invocation)??{};return list([
plainText3(deferred.reason),invocationText(invocation,configuration,say2),otherText(deferred,["reason","action_invocatio\
n"])])}var moduleOfAction=/^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.?)+(?=\.action\.)/;function invocationText(invocation,configuration,say2){
let address=asString(invocation.address)??"";return list([JSON.stringify(address),plainText3(invocation.lifecycle_action_trigger),
plainText3(invocation.invoke_action_trigger),layMasks(invocation.config_values,invocation.config_sensitive,invocation.config_unknown,
texts2),say2(configuration.ofAction(address,moduleOfAction.exec(address)?.[0],asObject(invocation.config_values)!==void 0&&
!hasMark(invocation.config_unknown))),otherText(invocation,["address","type","name","provider_name","lifecycle_action_tr\
igger","invoke_action_trigger","config_values","config_sensitive","config_unknown"])])}var changeMembers=["actions","bef\
ore","after","after_unknown","before_sensitive","after_sensitive","replace_paths","importing","generated_config"];function otherText(object,known3){
if(Object.keys(object).every(key=>known3.includes(key)))return'""';let others=Object.entries(object).filter(([key])=>!known3.
includes(key));return JSON.stringify(sha2562(canonicalJson(Object.fromEntries(others))))}function digestChange(change){return change.
digest??sha2562(changeText(change))}function driftTexts(document,render){return document.drift.filter(change=>verbOf(change.
actions)!=="no-op"||isMoved(change)).map(render).sort()}function changeText(raw){let importing=asObject(raw.change.importing);
return list([JSON.stringify(raw.address),JSON.stringify(raw.deposed??""),JSON.stringify(raw.actions),JSON.stringify(raw.
previousAddress??""),plainText3(importing),...sideTexts(raw.change),list(replacePathsOf(raw.change).map(path3=>JSON.stringify(
path3)).sort()),otherText(raw.change,changeMembers),...Object.keys(raw.others).length===0?[]:[otherText(raw.others,[])]])}
function sideTexts(change){return[layMasks(change.before,maskOf(change,"before"),void 0,texts2),layMasks(change.after,maskOf(
change,"after"),change.after_unknown,texts2)]}var missing='["n"]',texts2={absent:isNull=>isNull?'["0"]':missing,scalar:value=>`\
["v",${JSON.stringify(value)}]`,unknown:()=>'["u"]',sensitive:()=>'["s"]',list:items=>list(['"l"',...items]),inOrder,map:(keys,values3)=>{
let text='["m"';for(let at=0;at<keys.length;at++){let value=values3[at]??missing;value!==missing&&(text+=`,[${JSON.stringify(
keys[at])},${value}]`)}return`${text}]`},plain:plainText3};function plainText3(value,depth=0){if(checkDepth2(depth),Array.
isArray(value)){let text2='["l"';for(let item2 of value)text2+=`,${plainText3(item2,depth+1)}`;return`${text2}]`}let object=asObject(
value);if(object===void 0)return makeScalar(value,void 0,texts2);let text='["m"';for(let key of inOrder(Object.keys(object))){
let member=plainText3(object[key],depth+1);member!==missing&&(text+=`,[${JSON.stringify(key)},${member}]`)}return`${text}\
]`}function inOrder(keys){return isSorted(keys)?keys:keys.sort()}function list(parts){let text="[";for(let at=0;at<parts.
length;at++)text+=at===0?parts[at]??"":`,${parts[at]}`;return`${text}]`}function actionsOf(change){let actions2=change.actions;
return Array.isArray(actions2)?actions2.filter(action=>typeof action=="string").join():""}function sha2562(text){return hash(
"sha256",text)}function restrict(before,after2,paths){if(paths.length===0)return;if(after2.kind!=="map"||before.kind!=="map")return{before,
after:after2,others:0};let others=0,old=new Map,fresh=new Map;for(let key of new Set([...before.entries.keys(),...after2.
entries.keys()])){let b=before.entries.get(key)??absent,a=after2.entries.get(key)??absent,part=isSame(b,a)?{before:b,after:a,
others:0}:restrict(b,a,below(paths,key));others+=part?.others??1,part!==void 0&&(old.set(key,part.before),fresh.set(key,
part.after))}return{before:{kind:"map",entries:old},after:{kind:"map",entries:fresh},others}}function below(paths,key){return paths.
flatMap(path3=>path3.length===0?[path3]:path3[0]===key?[path3.slice(1)]:[])}function hasHiddenAt(value,paths){if(paths.length===
0)return!1;switch(value.kind){case"sensitive":return!0;case"list":return value.items.some(item2=>hasHiddenAt(item2,[[]]));case"\
map":return[...value.entries].some(([key,entry])=>hasHiddenAt(entry,below(paths,key)));case"absent":case"scalar":case"un\
known":return!1}}function changesOf(document,secrets){let scrub=createScrub(secrets),changes=document.changes.filter(isShown),resources=changes.
map(change=>resourceChange(change,document,scrub)),deferredChanges=document.deferred.filter(({change})=>isShown(change)).
map(({reason,change})=>Object.assign(resourceChange(change,document,scrub),{reason}));return{terraformVersion:document.terraformVersion,
resources,drift:document.drift.filter(change=>verbOf(change.actions)!=="no-op"||isMoved(change)).map(change=>driftChange(
change,document,scrub)),outputs:[...document.outputs].map(([name3,change])=>outputChange(name3,change,document,scrub)).filter(
output=>output.verb!=="no-op"),deferredChanges,actionInvocations:invocationsOf(document,scrub),checks:document.checks.flatMap(
check=>checkResults(check,scrub)),counts:countAsTerraform(changes,document.actionInvocations.length),verbs:countVerbs(resources),
moves:resources.filter(r=>r.previousAddress!==void 0).length,deferred:deferredChanges.length+document.deferredActionInvocations.
length,errored:document.errored,isRefreshOnly:isRefreshOnly2(document),hasUnknownParts:document.others!==""||changes.some(
({others})=>Object.keys(others).length>0),complete:document.complete}}function isRefreshOnly2(document){let{drift,deferred,
applyable,listsChanges}=document;return listsChanges||deferred.length>0||drift.length===0?!1:applyable!==!1||drift.some(
({actions:actions2})=>verbOf(actions2)==="no-op")}function driftChange(raw,document,scrub){let paths=["",raw.address].flatMap(
address=>document.relevantPaths.get(address)??[]),{before,after:after2}=sidesOf(raw.change),restricted=restrict(before,after2,
paths),more={relevant:verbOf(raw.actions)!=="no-op"&&restricted!==void 0&&(raw.isCut||!isSame(restricted.before,restricted.
after)||document.redacted&&hasHiddenAt(before,paths)),get relevantDiff(){if(restricted===void 0||raw.isCut)return[];let{
before:old,after:fresh,others}=restricted,drawn2=drawResource(raw,document,scrub,old,fresh),text=`# (${others} other ${others===
1?"change":"changes"}, which this plan does not depend on)`;return others===0?drawn2:[...drawn2,{marker:" ",depth:0,text}]}},
change=resourceChange(raw,document,scrub),members2=Object.getOwnPropertyDescriptors(more);return Object.defineProperties(
change,members2)}function countAsTerraform(changes,actionInvocations){let add2=0,change=0,destroy=0,imported=0;for(let one of changes){
isImported(one)&&imported++;let verb=verbOf(one.actions);(verb==="create"||verb==="replace")&&add2++,verb==="update"&&change++,
verb==="destroy"&&destroy++,verb==="replace"&&one.actions.includes("delete")&&destroy++}return{add:add2,change,destroy,import:imported,
actionInvocations}}function countVerbs(resources){let verbs={create:0,update:0,replace:0,destroy:0,forget:0,read:0,open:0,
"no-op":0,unknown:0};for(let{verb}of resources)verbs[verb]++;return verbs}function resourceChange(raw,document,scrub){let{
change}=raw,verb=verbOf(raw.actions);return{address:raw.address,moduleAddress:raw.moduleAddress,type:raw.type,mode:raw.mode,
verb,actions:raw.actions,actionReason:raw.actionReason,replacePaths:replacePathsOf(change).map(([name3="",...path3])=>{let text=scrub(
renderPath(path3));return looksRandom(String(name3))?scrub(`${name3}${text}`):`${name3}${text}`}),previousAddress:raw.previousAddress,
deposed:raw.deposed,importing:importingOf(change,scrub),fingerprint:digestChange(raw).slice(0,8),isDrawn:!raw.isCut,get diff(){
if(raw.isCut||verb==="no-op"||verb==="open")return[];let{before,after:after2}=sidesOf(change);if(verb==="forget")return drawIdentity(
before,scrub);let drawn2=drawResource(raw,document,scrub,before,after2);return verb==="update"?orUnseen(drawn2):drawn2}}}
function drawResource(raw,document,scrub,before,after2){let paths=replacePathsOf(raw.change);return diffResource(before,
after2,{scrub,replacePaths:new Set(paths.map(path3=>JSON.stringify(path3))),schema:schemaOf(document.providerSchemas,raw),
listsAreBlocks:raw.providerName?.startsWith(builtIn)!==!0,hiddenMayDiffer:document.redacted&&verbOf(raw.actions)!=="read"})}
function orUnseen(drawn2,name3=""){if(drawn2.some(({marker})=>marker!==" "))return drawn2;let text=`${name3}# (changes s\
omething that cannot be shown here)`;return[...drawn2,{marker:"~",depth:0,text}]}var builtIn="terraform.io/builtin/";function renderPath(path3){
return path3.map(step=>typeof step=="number"?`[${step}]`:/^[A-Za-z_][\w-]*$/.test(step)?`.${step}`:`[${JSON.stringify(step)}\
]`).join("")}function importingOf(change,scrub){let importing=asObject(change.importing);if(importing===void 0)return;let id=asString(
importing.id),identity=asObject(importing.identity);return{id:id===void 0?void 0:scrub(id),...importing.unknown===!0&&{isUnknown:!0},
identity:identity===void 0?void 0:listed(identity,scrub),isGenerated:asString(change.generated_config)!==void 0}}function listed(identity,scrub){
let parts=Object.entries(identity).filter(([,member])=>member!==null).map(([key,member])=>`${key} = ${JSON.stringify(member)}`);
return scrub(parts.join(", "))}function outputChange(name3,change,document,scrub){let actions2=Array.isArray(change.actions)?
change.actions:[],verb=verbOf(actions2.filter(action=>typeof action=="string")),{before,after:after2}=sidesOf(change);return{
name:name3,verb:verb==="create"||verb==="update"||verb==="destroy"||verb==="no-op"?verb:"unknown",sensitive:before.kind===
"sensitive"||after2.kind==="sensitive",get diff(){if(isOnlyMarked(document,before,after2))return[{marker:" ",depth:0,text:`${name3}\
 = ${sensitiveValue} # the value is unchanged`}];let mayDiffer=verb!=="no-op"&&document.redacted,drawn2=diffNamed(name3,
before,after2,scrub,mayDiffer);return verb==="no-op"?drawn2:orUnseen(drawn2,`${name3} `)}}}function isOnlyMarked({redacted},before,after2){
return before.kind==="sensitive"&&after2.kind==="sensitive"&&!redacted&&isSame(before,after2)}function invocationsOf(document,scrub){
return[...document.actionInvocations.map(invocation=>actionInvocation(invocation,scrub)),...document.deferredActionInvocations.
map(element=>({...actionInvocation(asObject(element.action_invocation)??{},scrub),deferred:{reason:asString(element.reason)}}))]}
function actionInvocation(invocation,scrub){let trigger=asObject(invocation.lifecycle_action_trigger),invoked=asObject(invocation.
invoke_action_trigger),config=parseValue(invocation.config_values,invocation.config_sensitive,invocation.config_unknown),
diff=diffResource(absent,config,{scrub,replacePaths:new Set,schema:void 0,listsAreBlocks:!0,hiddenMayDiffer:!1});return{
address:asString(invocation.address)??"(no address)",triggeringAddress:asString(trigger?.triggering_resource_address),event:asString(
trigger?.action_trigger_event),callingAddress:asString(invoked?.calling_resource_address),onFailure:asString(trigger?.on_failure),
deferred:void 0,diff}}function sensitiveValues(json){let found=new Set,document=asObject(json)??{},guessed=hasIncompleteMasks(document)?{schemas:asObject(
document.provider_schemas)}:void 0,changes=[...asObjects(document.resource_changes),...asObjects(document.resource_drift),
...asObjects(document.deferred_changes).map(deferred=>asObject(deferred.resource_change)??{})].map(resource=>rawChange(resource,
guessed).change),outputs=outputsOf(document,guessed!==void 0).values();for(let change of[...changes,...outputs])collectChange(
found,change);let invocations=[...asObjects(document.action_invocations),...asObjects(document.deferred_action_invocations).
map(deferred=>asObject(deferred.action_invocation)??{})];for(let invocation of invocations)collectInvocation(found,invocation);
return collectVariables(found,document),collectState(found,asObject(document.planned_values)),collectState(found,asObject(
asObject(document.prior_state)?.values)),found}function collectChange(found,change){for(let side of["before","after"])collect(
found,change[side],maskOf(change,side));collect(found,change.before_identity,change.before_sensitive===!0),collect(found,
change.after_identity,change.after_sensitive===!0)}function collectInvocation(found,invocation){collect(found,invocation.
config_values,invocation.config_sensitive)}function collectOutput(found,output){collect(found,output.value,output.sensitive)}
function collectResource(found,resource){collect(found,resource.values,resource.sensitive_values)}function collectVariables(found,document){
let values3=asObject(document.variables)??{},configuration=asObject(document.configuration),root=asObject(configuration?.
root_module),declared=asObject(root?.variables)??{};for(let[name3,variable]of Object.entries(declared))asObject(variable)?.
sensitive===!0&&(Object.hasOwn(values3,name3)&&collect(found,asObject(values3[name3])?.value,!0),collect(found,asObject(
variable)?.default,!0))}function collectState(found,values3){for(let output of asMembers(asObject(values3?.outputs)??{}))
collectOutput(found,output);let modules=[asObject(values3?.root_module)];for(let next=modules.pop();next!==void 0;next=modules.
pop()){for(let resource of asObjects(next.resources))collectResource(found,resource);for(let child of asObjects(next.child_modules))
modules.push(child)}}function collect(found,value,mask){let waiting=[{value,mask}];for(let next=waiting.pop();next!==void 0;next=
waiting.pop()){if(next.mask===!0){collectLeaves(found,next.value);continue}if(typeof next.mask!="object"||next.mask===null)
continue;if(typeof next.value!="object"||next.value===null){collectLeaves(found,hasTrue(next.mask)?next.value:void 0);continue}
if(Array.isArray(next.value)!==Array.isArray(next.mask)){collectLeaves(found,hasTrue(next.mask)?next.value:void 0);continue}
let masks=next.mask,members2=next.value;for(let key of Object.keys(masks))Object.hasOwn(members2,key)&&waiting.push({value:members2[key],
mask:masks[key]})}}function collectLeaves(found,value){let waiting=[{value,isEmbedded:!1,name:""}];for(let next=waiting.
pop();next!==void 0;next=waiting.pop()){let{value:leaf,isEmbedded:isEmbedded2,name:name3}=next;if(typeof leaf=="string"){
if(leaf===""||isEmbedded2&&isOrdinary(leaf,name3)||found.has(leaf))continue;found.add(leaf);let parsed=parseContainer(leaf);
if(parsed===void 0)continue;found.add(parsed.compact),waiting.push({value:parsed.document,isEmbedded:!0,name:name3})}else if(typeof leaf==
"number"||isExactNumber2(leaf)){let digits=JSON.stringify(leaf);digits.length>=minTelling&&found.add(digits)}else if(typeof leaf==
"object"&&leaf!==null){let isList3=Array.isArray(leaf);for(let[key,member]of Object.entries(leaf))waiting.push({value:member,
isEmbedded:isEmbedded2,name:isList3?name3:key})}}}var minTelling=8;function isOrdinary(text,name3){return text.length<minTelling&&
new RegExp("^(?:\\p{L}+|\\p{N}+)$","u").test(text)&&!speaksOfSecret(name3)}function parseContainer(text){if(/^\s*[[{]/.test(
text))try{let document=parseExactJson(text);return{document,compact:JSON.stringify(document)}}catch{return}}function asMembers(object){
return Object.values(object).map(asObject).filter(member=>member!==void 0)}function reducePlan(json){let document=parseDocument3(json),digested={...document,changes:document.changes.filter(isShown).
map(digest2),drift:document.drift.map(digest2),deferred:document.deferred.map(({reason,change})=>({reason,change:digest2(
change)}))},secrets=sensitiveValues(json);return{changes:changesOf(digested,document.redacted?[]:secrets),digest:digestDocument(
digested),secrets}}function digest2(change){return{...change,digest:digestChange(change)}}var keptLength=3*1024*1024,scalars=new Set(
["format_version","plan_format_version","terraform_version","applyable","errored","complete"]),wholes=new Set(["output_c\
hanges","variables"]);function createPlanReduction(){let taken={document:bag(),secrets:new Set,declared:bag(),changes:[],
drift:[],deferred:[],actionInvocations:[],deferredActionInvocations:[],checks:[],relevantPaths:new Map,configuration:createConfigurationDigests(),
others:createOtherMembers(),room:{dangerous:keptLength,other:keptLength},shared:{texts:new Map,lists:new Map},listsChanges:!1};
return{choose(path3){return nameMember(taken.document,path3),chooseMember(path3)},take:(path3,value,length)=>{takeMember(
taken,path3,value,length)},finish:()=>finish(taken)}}function nameMember(document,path3){let[key=""]=path3;path3.length!==
1||scalars.has(key)||(document[key]=isList2(key)?[]:{})}function chooseMember(path3){let[key=""]=path3;return path3.length===
0?"descend":isList2(key)?path3.length===1?"descend":"keep":key==="planned_values"?chooseOfState(path3.slice(1)):key==="p\
rior_state"?path3.length===1?"descend":path3[1]==="values"?chooseOfState(path3.slice(2)):"skip":key==="configuration"?chooseOfConfiguration(
path3):scalars.has(key)||wholes.has(key)?"keep":isKnownMember(key)?"skip":path3.length===1?"divide":"keep"}function chooseOfConfiguration(path3){
let way=["configuration","root_module","variables"];return way.slice(0,path3.length).every((step,i)=>step===path3[i])?path3.
length<=way.length?"descend":"keep":choosePart(path3.slice(1))}function takeMember(taken,path3,value,length){let[key=""]=path3;
if(!isKnownMember(key)){taken.others.take(path3,value);return}if(path3.length===1){takeWhole(taken,key,value);return}let isVariable=path3[1]===
"root_module"&&path3[2]==="variables";if(key==="configuration"&&taken.configuration.take(path3.slice(1),value),key==="co\
nfiguration"&&!isVariable)return;let object=asObject(value);object!==void 0&&(key==="configuration"?taken.declared[path3.
at(-1)??""]=object:isList2(key)?takers[key](taken,object,length):path3.at(-2)==="outputs"?collectOutput(taken.secrets,object):
collectResource(taken.secrets,object))}function takeWhole(taken,key,value){if(taken.document[key]=value,key!=="output_ch\
anges")return;let outputs=outputsOf(taken.document,isGuessed(taken.document));for(let change of outputs.values())collectChange(
taken.secrets,change)}var takers={resource_changes(taken,element,length){let raw=takeChange(taken,element);taken.listsChanges=
!0,isShown(raw)&&taken.changes.push(reduce(taken,raw,length))},resource_drift(taken,element,length){let raw=takeChange(taken,
element);(verbOf(raw.actions)!=="no-op"||isMoved(raw))&&taken.drift.push(reduce(taken,raw,length))},deferred_changes(taken,element,length){
let raw=takeChange(taken,asObject(element.resource_change)??{}),reason=asString(element.reason);taken.deferred.push({reason,
change:reduce(taken,raw,length)})},action_invocations(taken,element){collectInvocation(taken.secrets,element),taken.actionInvocations.
push(element)},deferred_action_invocations(taken,element){let invocation=asObject(element.action_invocation)??{};collectInvocation(
taken.secrets,invocation),taken.deferredActionInvocations.push(element)},checks(taken,element){taken.checks.push(element)},
condition_results(taken,element){taken.checks.push(checkOfCondition(element))},relevant_attributes(taken,element){addRelevantPath(
taken.relevantPaths,element)}};function isList2(key){return Object.hasOwn(takers,key)}function takeChange(taken,element){
let guessed=isGuessed(taken.document)?{schemas:void 0}:void 0,raw=rawChange(element,guessed);return collectChange(taken.
secrets,raw.change),raw}function isGuessed(document){return hasIncompleteMasks(document)||(document.format_version??document.
plan_format_version)===void 0}function reduce({room,shared},raw,length){let share2=isDangerous2(raw)?"dangerous":"other",
kept={...raw,digest:digestChange(raw),settled:sharedList(shared,settledOf(raw.change)),actions:sharedList(shared,raw.actions),
type:sharedText(shared,raw.type),providerName:sharedText(shared,raw.providerName),moduleAddress:sharedText(shared,raw.moduleAddress)};
return length<=room[share2]?(room[share2]-=length,kept):{...kept,isCut:!0,change:cut3(raw.change,kept.actions)}}function sharedText({
texts:texts3},text){if(text===void 0)return text;let known3=texts3.get(text);return known3===void 0&&texts3.set(text,text),
known3??text}function sharedList({lists},list2){let key=list2.join(),known3=lists.get(key);return known3===void 0&&lists.
set(key,list2),known3??list2}function finish(taken){let{document,declared,secrets,configuration}=taken;collectVariables(
secrets,{variables:document.variables,configuration:{root_module:{variables:declared}}});let reduced={...parseDocument3(
document),changes:taken.changes,drift:taken.drift,deferred:taken.deferred,actionInvocations:taken.actionInvocations,deferredActionInvocations:taken.
deferredActionInvocations,checks:taken.checks,relevantPaths:taken.relevantPaths,listsChanges:taken.listsChanges,others:taken.
others.text()};return{changes:changesOf(reduced,reduced.redacted?[]:secrets),digest:digestDocument(reduced,configuration),
secrets}}function bag(){return Object.create(null)}function chooseOfState(path3){if(path3.length===0)return"descend";if(path3[0]===
"outputs")return path3.length===1?"descend":"keep";if(path3[0]!=="root_module")return"skip";let at=1;for(;path3[at]==="c\
hild_modules";)at+=path3[at+1]==="*"?2:1;let rest2=path3.slice(at);return rest2.length===0?"descend":rest2[0]!=="resourc\
es"?"skip":rest2.length===1?"descend":"keep"}function isDangerous2(raw){let verb=verbOf(raw.actions);return verb==="dest\
roy"||verb==="replace"||verb==="forget"||verb==="unknown"}function cut3(change,actions2){let paths=replacePathsOf(change);
return{actions:actions2,...paths.length>0?{replace_paths:paths}:{},...asObject(change.importing)===void 0?{}:{importing:change.
importing,generated_config:change.generated_config===void 0?"":"\u2026"}}}function createTextBuilder(){let decoder=new TextDecoder("utf-8",{fatal:!0}),text="",byteLength=0;return{get byteLength(){
return byteLength},appendChar(code2){text+=String.fromCharCode(code2),byteLength+=1},appendBuf(bytes,from=0,to=bytes.length){
text+=isAscii(bytes,from,to)?asBuffer(bytes).toString("latin1",from,to):decoder.decode(bytes.subarray(from,to)),byteLength+=
to-from},appendCharCode(code2){text+=String.fromCharCode(code2)},reset(){text="",byteLength=0},toString:()=>text}}function isAscii(bytes,from,to){
for(let at=from;at<to;at++)if((bytes[at]??0)>127)return!1;return!0}function asBuffer(bytes){return Buffer.isBuffer(bytes)?
bytes:Buffer.from(bytes.buffer,bytes.byteOffset,bytes.length)}var maxFrames=1e3;async function readPlanStream(chunks){let{Tokenizer,TokenType}=await import("./shared/CJESVLTK.js"),
reduction=createPlanReduction(),assemble2=createAssembler(TokenType,reduction),tokenizer=new Tokenizer;Object.assign(tokenizer,
{parseNumber:parseExactNumber,bufferedString:createTextBuilder()});let failure2;tokenizer.onToken=({token,value,offset})=>{
assemble2.token(token,value,offset)},tokenizer.onError=error=>{failure2??=error},tokenizer.onEnd=()=>{};let check=()=>{if(failure2!==
void 0)throw failure2 instanceof PlanFormatError?failure2:new PlanFormatError("Reading the plan JSON failed: it is not J\
SON.",{cause:failure2})};for await(let chunk of chunks)tokenizer.write(chunk),check();if(!assemble2.isDone())throw new PlanFormatError(
"Reading the plan JSON failed: it ends before its end.");return reduction.finish()}function createAssembler(types2,target){
let assembly={target,frames:[],isDone:!1},handlers=handlersOf(types2);return{token(token,value,offset){handlers[token](assembly,
value,offset)},isDone:()=>assembly.isDone}}function handlersOf(types2){let takeScalar=(assembly,value)=>{addScalar(assembly,
value)};return{[types2.LEFT_BRACE]:(assembly,_,offset)=>{openFrame(assembly,!1,offset)},[types2.LEFT_BRACKET]:(assembly,_,offset)=>{
openFrame(assembly,!0,offset)},[types2.RIGHT_BRACE]:(assembly,_,offset)=>{closeFrame(assembly,!1,offset)},[types2.RIGHT_BRACKET]:(assembly,_,offset)=>{
closeFrame(assembly,!0,offset)},[types2.COLON]:({frames})=>{let frame=frames.at(-1);frame?.awaits!=="colon"&&refuse2(),frame.
awaits="value"},[types2.COMMA]:({frames})=>{let frame=frames.at(-1);frame?.awaits!=="comma"&&refuse2(),frame.awaits=frame.
isList?"value":"key"},[types2.STRING]:takeText,[types2.TRUE]:takeScalar,[types2.FALSE]:takeScalar,[types2.NULL]:takeScalar,
[types2.NUMBER]:takeScalar,[types2.SEPARATOR]:()=>{refuse2()}}}function pathTo({frames}){return frames.map(frame=>frame.
isList?"*":frame.key)}function addTo2(frame,value){Array.isArray(frame.value)?frame.value.push(value):frame.key==="__pro\
to__"?Object.defineProperty(frame.value,frame.key,{value,enumerable:!0,configurable:!0,writable:!0}):frame.value!==void 0&&
(frame.value[frame.key]=value)}function placeOf3({frames,isDone}){let frame=frames.at(-1);if(frame===void 0){isDone&&refuse2();
return}return frame.isList&&frame.awaits==="first"||frame.awaits==="value"||refuse2(),frame}function takeText(assembly,value){
let frame=assembly.frames.at(-1);if(!(frame!==void 0&&!frame.isList&&(frame.awaits==="first"||frame.awaits==="key"))){addScalar(
assembly,value);return}frame.key=String(value),frame.awaits="colon"}function addScalar(assembly,value){let frame=placeOf3(
assembly);if(frame===void 0){assembly.isDone=!0;return}if(frame.awaits="comma",frame.choice==="keep")addTo2(frame,value);else if(isOpen2(
frame.choice)){let path3=pathTo(assembly),choice=assembly.target.choose(path3);(choice==="keep"||choice==="divide")&&assembly.
target.take(path3,value,1)}}function isOpen2(choice){return choice==="descend"||choice==="divide"}function openFrame(assembly,isList3,from){
let{target,frames}=assembly,around2=placeOf3(assembly);around2!==void 0&&(around2.awaits="comma");let choice=around2===void 0||
isOpen2(around2.choice)?target.choose(pathTo(assembly)):around2.choice,value=choice==="keep"?isList3?[]:{}:void 0;around2?.
choice==="keep"&&addTo2(around2,value);let kept=choice==="keep"?(around2?.kept??0)+1:0;if(frames.push({isList:isList3,choice,
value,key:"",awaits:"first",from,kept}),frames.length>maxFrames||kept>maxDepth)throw new PlanFormatError(`Reading the pl\
an JSON failed: it is nested deeper than ${maxDepth} levels.`)}function closeFrame(assembly,isList3,to){let{target,frames}=assembly,
frame=frames.pop();(frame?.isList!==isList3||frame.awaits!=="first"&&frame.awaits!=="comma")&&refuse2();let around2=frames.
at(-1);around2===void 0&&(assembly.isDone=!0),frame.choice==="keep"&&around2?.choice!=="keep"&&target.take(pathTo(assembly),
frame.value,to-frame.from)}function refuse2(){throw new PlanFormatError("Reading the plan JSON failed: it is not JSON.")}var wholeLimit=16*1024*1024;async function readPlanFile(path3){let{size}=await stat5(path3);return size>wholeLimit?await readPlanStream(
createReadStream2(path3,{highWaterMark:256*1024})):reducePlan(await readJson(path3))}async function readJson(path3){return parseExactJson(
new TextDecoder().decode(await readFile2(path3)))}async function readPlan(reach,run,{temporaryFolder,expected}){let{planId}=run;if(planId===void 0)return{kind:"unavailabl\
e",why:"The server does not say which plan the run has."};let order=orderOf(reach,expected),files=openFiles(reach,planId,
temporaryFolder);for(let document of order.eager)files.of(document);let whys=[];try{for(let document of order.all){let file=await files.
of(document);if(reach.signal.throwIfAborted(),file.path===void 0){whys.push(file.why);continue}try{let{changes,digest:digest3,
secrets}=await readPlanFile(file.path),gap=findGap(changes,run);if(gap!==void 0){whys.push(gap);continue}document==="ful\
l"&&reach.log.conceal(secrets,createLearningScrub);let redactedPath=whys.length>0&&document==="full"?void 0:(await files.
of("redacted")).path;return{kind:"changes",changes,digest:digest3,redactedPath,secrets:[...secrets]}}catch(error){reach.
signal.throwIfAborted(),whys.push(saidBy(error))}}}finally{await files.removeFull()}return{kind:"unavailable",why:[...new Set(
whys)].join(" ")}}function findGap(changes,{plan:plan2,hasChanges}){if(changes.errored)return;let{counts}=changes,told3=plan2?.
counts,less=[["to add",counts.add,told3?.additions],["to change",counts.change,told3?.changes],["to destroy",counts.destroy,
told3?.destructions]].find(([,listed3,all])=>all!==void 0&&listed3<all);return less===void 0?hasChanges&&listsNothing(changes)?
"The plan JSON lists nothing, and HCP Terraform says that the plan has changes.":void 0:`The plan JSON lists ${less[1]} \
resources ${less[0]}, and HCP Terraform counted ${less[2]}.`}function listsNothing(changes){let{resources,outputs,actionInvocations,
drift,deferred}=changes;return deferred===0&&[resources,outputs,actionInvocations,drift].every(({length})=>length===0)}function orderOf({
record},expected){let[word2]=expected?.split(":")??[],isAdmin=workspaceOf(record.facts())?.permissions.canUpdate===!0;return[
"full","partial","bound","values"].includes(word2??"")||isAdmin&&word2!=="redacted"?{all:["full","redacted"],eager:["ful\
l","redacted"]}:{all:["redacted","full"],eager:["redacted"]}}function openFiles({hcp},planId,folder){let asked=new Map,pathOf2=document=>join4(
folder,`plan-${document}-${randomUUID()}.json`),download=async document=>{let path3=pathOf2(document);try{let redacted=document===
"redacted",output=await hcp.plans.readJsonOutput(planId,{redacted,path:path3});return output.kind==="ready"?{path:path3}:
{path:void 0,why:output.kind==="not-ready"?"The plan JSON was not ready in time.":output.why}}catch(error){return{path:void 0,
why:saidBy(error)}}};return{of(document){let file=asked.get(document)??download(document);return asked.set(document,file),
file},async removeFull(){let path3=(await asked.get("full"))?.path;path3!==void 0&&await rm(path3,{force:!0})}}}function comparePlans(reviewed2,planned2){let before=changesOf2(reviewed2.changes),after2=changesOf2(planned2.changes),fresh=[
...after2.keys()].filter(name3=>!before.has(name3)),gone=[...before.keys()].filter(name3=>!after2.has(name3)),other=[...after2].
flatMap(([name3,print])=>before.has(name3)&&before.get(name3)!==print?[name3]:[]),holdsHash=contains(reviewed2.changes,reviewed2.
sha)&&contains(planned2.changes,planned2.sha);return[name2("New in it",fresh),name2("Gone from it",gone),name2("Otherwis\
e in it",other),holdsHash?"Both plans contain the hash of their own commit ('TFC_CONFIGURATION_VERSION_GIT_COMMIT_SHA'),\
 which differs by design.":""].filter(sentence2=>sentence2!=="").join(" ")}function changesOf2({resources,outputs}){return new Map(
[...resources.filter(({verb})=>verb!=="no-op").map(({verb,address,fingerprint})=>[`${verb} ${address}`,fingerprint]),...outputs.
filter(({verb})=>verb!=="no-op").map(({verb,name:output,diff})=>[`${verb} output ${output}`,JSON.stringify(diff.map(({text})=>text))])])}
function contains({resources,outputs},sha){return sha===""?!1:[...resources,...outputs].some(({diff})=>diff.some(({text})=>text.
includes(sha)))}function name2(what,names2){if(names2.length===0)return"";let rest2=names2.length-5,more=rest2>0?`, and ${rest2}\
 more`:"";return`${what}: ${names2.slice(0,5).join(", ")}${more}.`}var mostPages2=5;function commitEvidence(member,subject){let{house,workspace}=member,wanted={...subject.wanted,workspaceId:workspace.
id},reviewedRun;return async(seen,plan2)=>{let run=await readCommitRun(house,seen.id),connected=await attempt3(house,async()=>house.
hcp.workspaces.readConnected(workspace.id)),[trackedBranch,origins]=await Promise.all([trackedBranchOf(member,connected),
attempt3(house,async()=>await readOrigins(member,run))]);return member.given.inputs.expectReviewedPlan&&(reviewedRun??=await findReviewedRun(
member,subject)),{wanted,run,connection:connectionOf2(connected),trackedBranch,ownsVersion:ownsVersion(run,origins),newer:await attempt3(
house,async()=>await readNewer(member,run,origins)),reviewed:reviewedRun===void 0?{known:!1,why:"no rule asks for it."}:
await readReviewed(member,subject,reviewedRun,{run:seen,plan:plan2}),landed:subject.landed}}}async function attempt3({signal},read2){
try{return{known:!0,value:await read2()}}catch(error){return signal.throwIfAborted(),unread(error)}}function connectionOf2(connected){
if(!connected.known)return connected;let{connection}=connected.value;return connection===void 0?{known:!1,why:"the serve\
r does not tell how the workspace is connected."}:{known:!0,value:connection}}async function trackedBranchOf({given,house},connected){
let connection=connectionOf2(connected);if(!connection.known)return connection;if(connection.value==="none")return{known:!1,
why:"the workspace is not connected."};let{branch}=connection.value;if(branch!=="")return{known:!0,value:branch};let{payload,
repository}=given.workflow,told3=textOf(field(field(payload,"repository"),"default_branch"));if(told3!==void 0)return{known:!0,
value:told3};let github=connectGitHub(given,house);return github===void 0?{known:!1,why:"the input 'github-token' is emp\
ty."}:await attempt3(house,()=>readDefaultBranch(github,repository))}async function readOrigins({house:{hcp},workspace},{
configurationVersionId:id}){let origins=[];for(let page=1;page<=mostPages2;page+=1){let listed3=await hcp.configurationVersions.
listOrigins(workspace.id,page);if(origins.push(...listed3.origins),origins.some(origin=>origin.id===id)||listed3.nextPage===
void 0)return origins}throw new Error(`it is not among the newest ${mostPages2*100} of the workspace.`)}function ownsVersion({
configurationVersionId:id},origins){return origins.known?{known:!0,value:origins.value.some(origin=>origin.id===id)}:origins}
async function readNewer({house:{hcp},workspace},run,origins){if(!origins.known)throw new Error(origins.why);let at=origins.
value.findIndex(({id})=>id===run.configurationVersionId),isNewest=origins.value.slice(0,Math.max(at,0)).every(({speculative,
source})=>speculative===!0||source==="tfe-api");if(at>=0&&isNewest)return[];let waiting=await hcp.runs.listUnfinished(workspace.
id),age=each=>Date.parse(each.createdAt??"");return waiting.filter(each=>each.id!==run.id&&!each.planOnly&&objectionToMaker(
each)===void 0&&!(age(each)<=age(run))).map(({id})=>id)}async function findReviewedRun({house,workspace},{merged,wanted,
location}){if(merged===void 0)return{known:!1,why:`there is no reviewed plan: ${location.kind==="none"||location.kind===
"unknown"?location.why:"no merged pull request is known"}.`};let{number,headSha:sha,isFork:isFork2}=merged;if(isFork2)return{
known:!1,why:`#${number} comes from a fork, of which HCP Terraform makes no plan.`};let head={...wanted,sha,branch:void 0,
pullRequest:number,workspaceId:workspace.id};return await attempt3(house,async()=>{let page=await house.hcp.runs.listByCommit(
workspace.id,sha,1),kind={planOnly:!0,allowsRetry:!1},choice=chooseRun(page.runs,head,kind),ingress=choice.kind==="found"?
ingressOf(choice.run):void 0,isOfPull=ingress?.isPullRequest===!0&&ingress.pullRequestNumber===number;if(choice.kind!=="\
found"||!isOfPull)throw new Error(`HCP Terraform has no plan of ${shortCommit(sha)}, the head of #${number}, that could \
be compared.`);return await readCommitRun(house,choice.run.id)})}async function readReviewed({given,house},{wanted},found,{
run:own,plan:plan2}){if(!found.known)return found;let run=found.value,sha=ingressOf(run)?.commitSha??"";if(!hasPlan(run))
return{known:!1,why:`the plan of ${shortCommit(sha)} (run ${run.id}) is not made: it is ${run.status}.`};let reviewed2=await readPlan(
house,run,{temporaryFolder:temporaryFolderOf(given),expected:plan2?.kind==="changes"?plan2.digest:void 0});if(reviewed2.
kind!=="changes")return{known:!1,why:`the plan of ${shortCommit(sha)} (run ${run.id}) cannot be read: ${reviewed2.why}`};
let difference2=plan2?.kind==="changes"?comparePlans({changes:reviewed2.changes,sha},{changes:plan2.changes,sha:wanted.sha}):
"",facts=house.record.facts(),digest3=bindDigest(reviewed2.digest,configurationDigestOf(facts,own));return digest3.known?
{known:!0,value:{runId:run.id,sha,digest:digest3.value,difference:difference2}}:digest3}var terminalCode=/\u001b\[[0-?]*[ -/]*[@-~]/g,blockStart=/^(Error|Warning): (\S.*)$/,afterword=/^(?:Operation failed|Setup failed): /,
preface=/^Terraform encountered problems during initiali[sz]ation\b/;function parsePrintedErrors(text){let errors=[...new Set(
text.split(`
`).map(createBlocks()))].flatMap(block2=>parseBlock(block2?.lines??[])??[]).slice(0,20),causes=errors.filter(({summary})=>!preface.
test(summary));return causes.length>0?causes:errors}function createPrintedErrors(most){let held=[],blockOf=createBlocks(),
folded=new Set;return{fold:raw=>{let block2=blockOf(raw);if(block2===void 0)return[raw];let{lines}=block2;return lines.length===
1&&folded.size<most&&isCause(lines)&&folded.add(block2),!(folded.has(block2)&&lines.includes(""))||parsePlace(lines.at(-1)??
"")?[raw]:(held.push(raw),[])},untold:text=>parsePrintedErrors(text).length<folded.size?held:[]}}function createBlocks(){
let block2;return raw=>{let line2=unboxed(raw);return line2===void 0||afterword.test(line2)?block2=void 0:blockStart.test(
line2)?block2={lines:[line2]}:block2?.lines.length===60?block2=void 0:block2?.lines.push(line2),block2}}function isCause([
begin2=""]){let[,severity,summary=""]=blockStart.exec(begin2)??[];return severity==="Error"&&!preface.test(summary)}function unboxed(raw){
let line2=raw.slice(0,4e3).replace(terminalCode,"").replace(/\r$/,"").slice(0,1e3);if(!/^[╷╵]\s*$/.test(line2))return line2.
replace(/^│ ?/,"").trimEnd()}function parseBlock(lines){let[,severity,begin2=""]=blockStart.exec(lines[0]??"")??[];if(severity!==
"Error")return;let at=1,summary=[begin2];for(;at<lines.length&&lines[at]!=="";at+=1)summary.push(lines[at]??"");for(;lines[at]===
"";)at+=1;let address,range,snippet=[];for(;at<lines.length;at+=1){let line2=lines[at]??"",place=parsePlace(line2),code2=/^ +\d+: ?(.*)$/.
exec(line2)?.[1];if(place?.address!==void 0)address??=place.address;else if(place?.range!==void 0)range??=place.range;else if(code2!==
void 0&&range!==void 0)snippet.push(code2);else break}return{severity:"error",summary:summary.join(" "),detail:lines.slice(
at).join(`
`).trim(),address,range,snippet:snippet.length===0?void 0:snippet.join(`
`)}}function parsePlace(line2){let address=/^ {2}with (\S.*),$/.exec(line2)?.[1];if(address!==void 0)return{address};let[
,filename,digits]=/^ {2}on (\S.*?) line (\d{1,7})(?:,.*)?:$/.exec(line2)??[];if(filename===void 0||/^<.*>$/.test(filename))
return;let startLine=Math.max(1,Number(digits));return{range:{filename,startLine,endLine:startLine}}}function createLogLines(){let rest2="";return{feed(text){let lines=[],start=0,all=rest2+text;for(;;){let newline=all.indexOf(
`
`,start);if((newline===-1?all.length:newline)-start>65536){lines.push(parseLogLine(all.slice(start,start+65536))),start+=
65536;continue}if(newline===-1)break;lines.push(parseLogLine(all.slice(start,newline))),start=newline+1}return rest2=all.
slice(start),lines},end(){let last=rest2;return rest2="",last===""?[]:[parseLogLine(last)]}}}function parseLogLine(line2){
let text=line2.endsWith("\r")?line2.slice(0,-1):line2;if(!text.startsWith("{"))return{text,diagnostic:void 0};let entry;
try{entry=JSON.parse(text)}catch{return{text,diagnostic:void 0}}if(!isRecord2(entry)||typeof entry["@message"]!="string")
return{text,diagnostic:void 0};let diagnostic=entry.type==="diagnostic"?parseDiagnostic(entry.diagnostic):void 0;return{
text:diagnostic?renderDiagnostic(diagnostic):entry["@message"],diagnostic,done:entry.type==="apply_complete"?actionOf(entry):
void 0}}function actionOf({hook}){return isRecord2(hook)&&typeof hook.action=="string"?hook.action:void 0}function parseDiagnostic(value){
if(!isRecord2(value)||typeof value.summary!="string")return;let{range,snippet}=value;return{severity:value.severity==="w\
arning"?"warning":"error",summary:value.summary,detail:typeof value.detail=="string"?value.detail:"",address:typeof value.
address=="string"?value.address:void 0,range:parseRange(range),snippet:isRecord2(snippet)&&typeof snippet.code=="string"?
snippet.code:void 0}}function parseRange(range){if(!isRecord2(range)||typeof range.filename!="string")return;let startLine=lineOf5(
range.start)??1;return{filename:range.filename,startLine,endLine:lineOf5(range.end)??startLine}}function lineOf5(position){
return isRecord2(position)&&typeof position.line=="number"?position.line:void 0}function titleOf4(diagnostic){let{severity,
summary,range,address}=diagnostic;return[`${severity==="error"?"Error":"Warning"}: ${summary}`,range&&`on ${range.filename}\
 line ${range.startLine}`,address&&`with ${address}`].filter(Boolean).join(", ")}function renderDiagnostic(diagnostic){let{
detail,snippet}=diagnostic;return[titleOf4(diagnostic),snippet===void 0?void 0:`    ${snippet.trimEnd()}`,detail===""?void 0:
`  ${detail.replaceAll(`
`,`
  `)}`].filter(line2=>line2!==void 0).join(`
`)}function isRecord2(value){return typeof value=="object"&&value!==null&&!Array.isArray(value)}var refresh=/^\S.*: Refresh(?:ing state\.\.\.| complete\b)/,begun=/^\S.*: Refreshing state\.\.\./;function createRefreshes(){
let count3=0,end3=()=>{let counted2=count3;return count3=0,counted2===0?[]:[{text:`${counted2} ${counted2===1?"resource":
"resources"} refreshed`,diagnostic:void 0}]};return{end:end3,fold:lines=>lines.flatMap(line2=>line2.diagnostic!==void 0||
!refresh.test(line2.text)?[...end3(),line2]:(begun.test(line2.text)&&(count3+=1),[]))}}var diagnosticLimit=100,lastLinesLimit=200,keptLineLimit=4e3,readsBeforeReread={framed:17,unframed:3},longestPause2=600,
failuresBeforeGivingUp=5,backlogBytes=4*1024,tricklesBeforeReread=240,logLimit=256*1024*1024,farOffset=2**40,titles3={plan:"\
Terraform's plan",apply:"Terraform's apply"},maxToldErrors=10;async function tailPhaseLog(dependencies,source){let{clock,
signal,log}=dependencies,{phase,document,isQuiet,onBytes}=source,kept={diagnostics:[],lastLines:[],done:new Map},url=document.
logReadUrl;if(url===void 0)return phaseLog(kept,!1);let frame=createLogFrame(),lines=createLogLines(),refreshes=createRefreshes(),
printed=createPrintedErrors(maxToldErrors-1),errors=0,shorten3=line2=>line2.diagnostic===void 0?printed.fold(line2.text):
line2.diagnostic.severity!=="error"?[line2.text]:(errors+=1,[errors<maxToldErrors?titleOf4(line2.diagnostic):line2.text]),
show2=taken=>{if(taken.length===0)return;collect2(kept,taken);let shown=isQuiet===!0?[]:taken.flatMap(shorten3);shown.length>
0&&log.untrusted(shown.join(`
`),titles3[phase])},tail={dependencies,phase,document,frame,url,take:bytes=>{onBytes?.(),show2(refreshes.fold(lines.feed(
frame.feed(bytes))))},idle:0,failures:0,trickles:0,isOverAlready:!1,head:void 0,heedsOffset:void 0};try{for(log.mask(url);!signal.
aborted;){let pause=await readOnce(tail);if(pause===void 0)break;pause>0&&await clock.sleep(pause,signal)}}catch{}show2(
refreshes.fold([...lines.feed(frame.end()),...lines.end()])),show2(refreshes.end());let untold3=printed.untold(errors>0?
"":lastText(kept)??"");return untold3.length>0&&log.untrusted(untold3.join(`
`),titles3[phase]),phaseLog(kept,frame.isComplete)}function phaseLog({diagnostics,lastLines,done:done2},isWhole2){let of=action=>done2.
get(action)??0,counts={additions:of("create"),changes:of("update"),destructions:of("delete")};return{diagnostics,lastLines,
done:isWhole2?counts:void 0}}async function readOnce(tail){let{hcp,signal}=tail.dependencies;try{let read2=await hcp.logs.
read(tail.url,tail.frame.offset,{signal});tail.failures=0,await noticeOffset(tail,read2);let bytes=tail.heedsOffset===!1?
read2.subarray(tail.frame.offset):read2;if(bytes.byteLength>0)return await takeMore(tail,bytes);tail.idle+=1;let doubt=tail.
frame.hasBegun?readsBeforeReread.framed:readsBeforeReread.unframed;if(tail.idle%doubt===0&&hasPhaseEnded((await reread(tail)).
status))return}catch(error){if(signal.throwIfAborted(),!await reopen(tail,error))return}return Math.min(longestPause2,250*
1.3**tail.idle)}async function takeMore(tail,bytes){let{frame,phase}=tail;if(tail.idle=0,tail.take(bytes),!frame.isComplete){
if(frame.offset>=logLimit){tail.dependencies.log.warning(`The log of the ${phase} is longer than ${logLimit/1024/1024} M\
iB; the rest of it is on the run's page.`);return}if(bytes.byteLength>=backlogBytes)return 0;if(tail.trickles+=1,tail.trickles%
tricklesBeforeReread===0){if(tail.isOverAlready)return;tail.isOverAlready=hasPhaseEnded((await reread(tail)).status)}return 250}}
async function noticeOffset(tail,read2){let{hcp,log,signal}=tail.dependencies;if(tail.head===void 0){read2.byteLength>0&&
(tail.head=read2);return}tail.heedsOffset!==void 0||!beginsLike(read2,tail.head)||(tail.heedsOffset=await hcp.logs.read(
tail.url,farOffset,{signal}).then(beyond=>beyond.byteLength===0,()=>!0),!tail.heedsOffset&&log.warning(`The server gives\
 the log of the ${tail.phase} from its start at every read, so only its beginning is shown here. The run itself is follo\
wed all the same.`))}async function reopen(tail,error){let{log}=tail.dependencies;return tail.failures+=1,tail.failures>=
failuresBeforeGivingUp?(log.warning("The live log cannot be read any more; the run itself is still followed."),!1):(error instanceof
LogUrlExpiredError&&(tail.url=(await reread(tail)).logReadUrl??tail.url,log.mask(tail.url)),!0)}async function reread({dependencies:{
hcp},phase,document:{id}}){return phase==="plan"?await hcp.plans.read(id):await hcp.applies.read(id)}function beginsLike(bytes,head){
let length=Math.min(bytes.byteLength,head.byteLength);return length>0&&head.subarray(0,length).every((b,i)=>b===bytes[i])}
function collect2(into,lines){for(let{text,diagnostic,done:done2}of lines)done2!==void 0&&into.done.set(done2,(into.done.
get(done2)??0)+1),diagnostic&&into.diagnostics.length<diagnosticLimit&&into.diagnostics.push(diagnostic),into.lastLines.
push(text.length>keptLineLimit?`${text.slice(0,keptLineLimit)}\u2026`:text);let surplus=into.lastLines.length-lastLinesLimit;
surplus>0&&into.lastLines.splice(0,surplus)}async function explainErrored(dependencies,run,plan2){let logs2=logsOf(dependencies.record.facts()),phase=run.apply?.status===
"errored"?"apply":run.plan?.status==="errored"?"plan":void 0;if(phase!==void 0){let log=await readPhaseLog(dependencies,
run,phase,logs2[phase]),diagnostics=diagnosticsOf(log),error=diagnostics.find(({severity})=>severity==="error"),said2=error?
`: ${error.summary}`:"";return{failure:{headline:`The ${phase} of run ${run.id} failed${said2}`,isFirstError:error!==void 0,
diagnostics,logText:lastText(log)},runChecks:void 0,isByCheck:!1}}let runChecks=await readChecks(dependencies,run,plan2),
failed2=failedChecks(runChecks),isConfirmed=run.statusTimestamps["confirmed-at"]!==void 0||wasConfirmed(dependencies.record.
facts(),run.id);return failed2.length>0?{failure:failure([`Run ${run.id} was stopped ${whenStopped(run,isConfirmed)}.`,...failed2.
map(({message})=>message)].join(" ")),runChecks,isByCheck:!0}:{failure:run.plan?.status==="unreachable"?failure(await explainUnplanned(
dependencies,run)):{...failure(renderUnexplained(run,runChecks)),logText:lastText(logs2.plan)},runChecks,isByCheck:!1}}function diagnosticsOf(log){
let{diagnostics}=log;return diagnostics.some(({severity})=>severity==="error")?diagnostics:[...parsePrintedErrors(lastText(
log)??""),...diagnostics]}async function explainUnplanned({hcp,signal},run){let{id,statusTimestamps:statusTimestamps2,configurationVersionId}=run,
isFetchFailure=statusTimestamps2["fetching-at"]!==void 0&&statusTimestamps2["fetched-at"]===void 0,what=isFetchFailure?`\
Run ${id} errored while HCP Terraform fetched the configuration from version control`:`Run ${id} errored before Terrafor\
m planned`;if(configurationVersionId!==void 0)try{let version2=await hcp.configurationVersions.read(configurationVersionId),
said2=version2.errorMessage??version2.error;if(version2.status==="errored"||said2!==void 0)return`${what}: configuration\
 version ${version2.id} is ${version2.status}${said2===void 0?"":` (${said2})`}.`}catch{signal.throwIfAborted()}return isFetchFailure?
`${what}. Check the workspace's connection to the repository.`:`${what}, and it does not say why. The run's page may tel\
l more.`}function renderUnexplained(run,checks){let isApply=run.statusTimestamps["applying-at"]!==void 0,what=`Run ${run.
id} errored ${isApply?"during the apply":"after the plan"}`;return isWholeReading(checks)?`${what}, and HCP Terraform na\
mes no failed policy or task. The run's page may tell more.`:`${what}, and not all of its policies and tasks could be re\
ad. The run's page tells more.`}function isWholeReading({policies,tasks}){return[...policies,...tasks].every(({status})=>status!==
"unknown")}function whenStopped(run,isConfirmed){return run.plan?.status==="unreachable"?"before the plan":isConfirmed?"\
before the apply, nothing was applied":"after the plan, nothing was applied"}async function readPhaseLog(dependencies,run,phase,followed){
let document=run[phase];return followed.lastLines.length>0||document?.logReadUrl===void 0?followed:await tailPhaseLog(dependencies,
{phase,document,isQuiet:!0})}async function readWithin({clock,signal},milliseconds,read2){let limit=new AbortController,done2=new AbortController;clock.
sleep(milliseconds,AbortSignal.any([signal,done2.signal])).then(()=>{limit.abort(new Error(`${renderDuration(milliseconds)}\
 are over`))}).catch(()=>{});try{return await read2(AbortSignal.any([signal,limit.signal]))}catch(error){throw signal.throwIfAborted(),
error instanceof AbortedError?new Error(`no good answer within ${renderDuration(milliseconds)}`,{cause:error}):error}finally{
done2.abort()}}var outputsWithinMilliseconds=2e4;async function readWorkspaceOutputs(dependencies,workspaceId){let{hcp,log,signal}=dependencies;
try{return{workspaceOutputs:await readWithin(dependencies,outputsWithinMilliseconds,async call=>await hcp.stateVersionOutputs.
readCurrent(workspaceId,{signal:call}))}}catch(error){signal.throwIfAborted();let note2=`The workspace's outputs could n\
ot be read: ${whyOf2(error)}`;return log.warning(note2),{notes:[note2]}}}function whyOf2(error){return error instanceof ApiError&&
error.status===404?"the workspace has no state yet, or the token may not read its outputs (give its team the permission \
'read', or the custom permission to read state outputs).":saidBy(error)}async function concludeFinal(dependencies,run,plan2,judged={checks:void 0,reasons:[]}){let base={run,plan:plan2,gate:"no\
ne",failure:void 0,...judged};switch(run.status){case"planned_and_finished":return{...base,...concludePlanned(run,plan2)};case"\
applied":{let{workspaceId}=run,outputs=workspaceId===void 0?{}:await readWorkspaceOutputs(dependencies,workspaceId);return{
...base,outcome:"applied",...outputs}}case"discarded":return{...base,outcome:"discarded"};case"canceled":case"force_canc\
eled":{let canceled=failure(`Run ${run.id} was canceled.`);return{...base,outcome:"canceled",failure:canceled}}case"poli\
cy_soft_failed":{let reasons2=[...base.reasons,policyFailed(run)];return{...base,outcome:"blocked",reasons:reasons2}}default:{
let{isByCheck,...explained}=await explainErrored(dependencies,run,plan2),reasons2=isByCheck?[policyFailed(run)]:[];return{
...base,...explained,outcome:"errored",reasons:[...base.reasons,...reasons2]}}}}function concludePlanned({planOnly,hasChanges,
plan:document},plan2){if(planOnly===!1)return{outcome:"no-changes"};let counts=document?.counts,listed3=plan2?.kind==="c\
hanges"?hasEffects(plan2.changes):void 0,counted2=counts&&counts.additions+counts.changes+counts.destructions>0;return hasChanges===
void 0&&listed3===void 0&&counted2!==!0?{outcome:"planned",notes:["HCP Terraform does not say whether this plan changes \
anything, and the plan itself could not be read."]}:hasChanges===!1&&(listed3===!0||counted2===!0)?{outcome:"planned",notes:[
`HCP Terraform says that this run changes nothing, and ${listed3===!0?"its plan lists changes":"counts changes all the s\
ame"}.`]}:{outcome:hasChanges??(counted2===!0||listed3===!0||plan2?.kind==="changes"&&hasOutputs(plan2.changes))?"planne\
d":"no-changes"}}var words3={confirmed:["approved","confirmed"],discarded:["discarded"]};async function readRunActor({hcp,signal},runId,did){
try{return(await hcp.runs.events(runId)).findLast(({action,actor})=>actor!==void 0&&words3[did].some(word2=>word2===action))?.
actor}catch{signal.throwIfAborted();return}}async function endAlreadyApplied(dependencies,run,plan2){let confirmedBy=await readRunActor(dependencies,run.id,"confirm\
ed"),ending=await concludeFinal(dependencies,run,plan2),at=run.statusTimestamps["applied-at"];return{...ending,confirmedBy,
reasons:[{code:"already-applied",message:`${wasApplied(run,confirmedBy)} before this step came to it; nothing was done.`,
facts:{...at===void 0?{}:{"applied-at":at},...confirmedBy===void 0?{}:{"confirmed-by":confirmedBy}}}]}}async function refuseConfirmed(dependencies,run){
if(!isConfirmedOrLater(run.status))return;let by=await readRunActor(dependencies,run.id,"confirmed");throw new RunRefusedError(
tooLateFor(run,by))}function tooLateFor(run,by){return`${run.status==="applied"?wasApplied(run,by):`Run ${run.id} was co\
nfirmed already${by===void 0?"":` by ${by}`} and is ${renderStatus(run.status)}`}; it cannot be discarded. This step did\
 nothing with it.`}function wasApplied(run,confirmedBy){let at=new Date(run.statusTimestamps["applied-at"]??""),known3=[
Number.isNaN(at.getTime())?"":`${at.toISOString().slice(0,16).replace("T"," ")} UTC`,confirmedBy===void 0?"":`confirmed \
by ${confirmedBy}`].filter(part=>part!=="");return`Run ${run.id} was applied already${known3.length===0?"":` (${known3.join(
", ")})`}`}async function explainDiscarded(dependencies,run){let who=findDiscarder(await readEvents(dependencies,run.id));if(who.kind===
"person")return`Run ${run.id} was discarded by ${who.name}, not by this step. Nothing was applied.`;if(!(run.savePlan||run.
statusTimestamps["planned-and-saved-at"]!==void 0))return`Run ${run.id} was discarded, not by this step. Nothing was app\
lied.`;let since=await findLaterRun(dependencies,run),cause=since===void 0?"another run was applied, the state has chang\
ed, or it was left too long":`run ${since} was applied in between`;return who.kind==="nobody"?`The saved plan of run ${run.
id} is stale: HCP Terraform discarded it by itself (${cause}). Nothing was applied; make a new plan.`:`The saved plan of\
 run ${run.id} was discarded, not by this step; it may have been stale (${cause}). Nothing was applied; make a new plan.`}
function findDiscarder(events){let discards=events.filter(({action})=>action==="discarded"),name3=discards.findLast(({actor})=>actor!==
void 0)?.actor;return name3!==void 0?{kind:"person",name:name3}:{kind:discards.length>0?"nobody":"unknown"}}async function readEvents({
hcp,signal},runId){try{return await hcp.runs.events(runId)}catch{return signal.throwIfAborted(),[]}}async function findLaterRun({
hcp,signal},run){if(run.workspaceId!==void 0)try{let workspace=await hcp.workspaces.read({id:run.workspaceId}),{currentRunId:id}=workspace;
if(id===void 0||id===run.id)return;let appliedAt=(await hcp.runs.read(id)).statusTimestamps["applied-at"],savedAt=run.statusTimestamps["\
planned-and-saved-at"];return Date.parse(appliedAt??"")>Date.parse(savedAt??"")?id:void 0}catch{signal.throwIfAborted();
return}}async function concludeApply(dependencies,run,plan2,asked,checks){let final=await concludeFinal(dependencies,run,plan2,{
checks,reasons:[]}),isApplied=final.outcome==="applied",isUnasked=isApplied&&asked.approve!==!0,confirmedBy=isUnasked?await readRunActor(
dependencies,run.id,"confirmed"):void 0,ending=isUnasked?{...final,confirmedBy}:final,headline2=isApplied?contradictionIn(
dependencies.record.facts(),ending,asked):final.outcome==="discarded"&&asked.approve!==!1?await explainDiscarded(dependencies,
run):void 0;return headline2===void 0?ending:{...ending,failure:failure(headline2)}}function contradictionIn(facts,{run,
confirmedBy},{approve,onlyTells=!1}){if(approve===!1)return tooLateFor(run,confirmedBy);if(onlyTells||isConfirmedHere(facts,
run.id))return;if(run.autoApply)return`Run ${run.id} was applied by HCP Terraform itself: auto-apply was switched on for\
 it after it was made. This step confirmed nothing, and its rules were not asked.`;let by=confirmedBy===void 0?"":` by ${confirmedBy}`;
return approve===!0?void 0:`Run ${run.id} was confirmed${by}, not by this step, and is applied: nobody approved it here,\
 and the rules were not asked.`}async function withConfirmer(dependencies,ending){let{run,confirmedBy}=ending;return run.
statusTimestamps["confirmed-at"]===void 0||confirmedBy!==void 0?ending:{...ending,confirmedBy:await readRunActor(dependencies,
run.id,"confirmed")}}var inputOf3={queue:"queue-timeout",run:"run-timeout",apply:"apply-timeout"};async function endTimedOut(dependencies,followed,options){
let{run,waitedFor}=followed,limit=renderDuration(options.follow.patience[waitedFor]),isOurs=isOwn(dependencies.record.facts()),
settled=options.cleanup&&isOurs?await trySettle(dependencies,run.id,`${options.audit}

The wait for it ended after ${limit} ('${inputOf3[waitedFor]}').`):void 0,after2=settled===void 0||settled.did==="failed"?
"The run was left as it is.":settled.did==="nothing"?`The run was left as it is: ${settled.why}.`:`The run was asked to ${settled.
did}, and is ${isFinal(settled.run.status)?"":"still "}${renderStatus(settled.run.status)}.`,notes=settled?.did==="faile\
d"?[settled.note]:[];return{outcome:"timed-out",gate:"none",run:settled===void 0||settled.did==="failed"?run:settled.run,
notes,isUnsettled:notes.length>0,plan:void 0,checks:void 0,reasons:[],failure:failure(`Run ${run.id} was still ${renderStatus(
run.status)} when '${inputOf3[waitedFor]}' (${limit}) ran out${followed.why===void 0?"":`: ${followed.why}`}. ${after2}`)}}
var effectMilliseconds=1e4;async function readEnd(dependencies,run){try{return await lookUntil(dependencies,run.id,{isSeen:({
status})=>isFinal(status),within:effectMilliseconds})}catch{return dependencies.signal.throwIfAborted(),run}}async function trySettle(dependencies,runId,comment2){
try{let settled=await settleRun(dependencies,runId,{purpose:"clean-up",comment:comment2});return settled.did==="nothing"?
settled:{...settled,run:await readEnd(dependencies,settled.run)}}catch(error){dependencies.signal.throwIfAborted();let note2=`\
Run ${runId} could not be discarded or cancelled: ${saidBy(error)}`;return dependencies.log.warning(note2),{did:"failed",
note:note2}}}var effectWithinMilliseconds=3e4,othersEffectWithinMilliseconds=3e3;async function confirmRun(dependencies,seen,verdict,comment2){
let failure2,isRefused=!1;try{await dependencies.door.confirm(seen,verdict,comment2)}catch(error){let kind=failureOf(error);
if(kind==="failed")throw error;failure2=error,isRefused=kind==="refused"}let run=await lookUntil(dependencies,seen.id,{isSeen:isPastGate,
within:isRefused?othersEffectWithinMilliseconds:effectWithinMilliseconds});return isConfirmedOrLater(run.status)||run.statusTimestamps["\
confirmed-at"]!==void 0?{kind:failure2===void 0?"confirmed":"confirmed-elsewhere",run}:isFinal(run.status)?{kind:"ended",
run}:isRefused?{kind:"refused",run}:{kind:"unseen",run,cause:failure2}}function endUnseen(run,{lost,...known3}){let within2=effectWithinMilliseconds,
headline2=lost.length===0?`HCP Terraform accepted the confirm of run ${run.id}, and ${renderDuration(within2)} later the\
 run is still ${renderStatus(run.status)}. The confirm is not sent again: it may still take effect, and the run be appli\
ed. Look at the run before anything else is done with it.`:lostAnswer(run,{action:"confirm",sent:lost.length,within:within2,
cause:lost.at(-1)}).message;return{...known3,outcome:"timed-out",run,reasons:[],failure:failure(headline2)}}var followUpsWithinMilliseconds=900,newMilliseconds=5e3;function planOnce(dependencies,how){let known3;return async seen=>{
if(hasPlan(seen))return known3??=readPlan(dependencies,seen,how),await known3}}function createEarlyReading(dependencies,planOf2,options){
let{clock}=dependencies,last,isHeld=options.isOnlyHeld&&options.together===void 0;return{async begin(seen){if(seen.actions.
isConfirmable!==!0)return{isSure:!1};let reading=planOf2(seen).then(async plan2=>isHeld?await readForVerdict(dependencies,
seen,plan2,options):void 0).catch(()=>{});last={mark:markOf2(seen),at:clock.now(),reading};let isQuiet=options.isOnlyHeld&&
isPlanLast(seen)&&await hasNoFollowUps(dependencies);return await reading,{isSure:isQuiet}},async take(seen){return last?.
mark!==markOf2(seen)?void 0:clock.now()-last.at<newMilliseconds?await last.reading:void 0}}}function markOf2(run){let{status,
statusTimestamps:statusTimestamps2,actions:actions2,message,planId}=run,{policyCheckIds,taskStageIds,tfPolicyEvaluationIds}=run;
return JSON.stringify([run.id,status,statusTimestamps2,actions2,message,planId,policyCheckIds,taskStageIds,tfPolicyEvaluationIds,
run.costEstimateId,run.configurationVersionId,run.createdById])}async function hasNoFollowUps(dependencies){let{hcp,record}=dependencies,
organization=workspaceOf(record.facts())?.organization;return organization===void 0?!1:await readWithin(dependencies,followUpsWithinMilliseconds,
async signal=>await hcp.organizations.hasNoFollowUps(organization,{signal})).catch(()=>!1)}function createAlarm(){let rung=!1,wake;return{ring(){rung=!0,wake?.abort()},async wait(clock,milliseconds,signal){if(rung){
rung=!1;return}let alarm=new AbortController;wake=alarm;try{await clock.sleep(milliseconds,AbortSignal.any([signal,alarm.
signal]))}catch(error){if(!alarm.signal.aborted)throw error;signal.throwIfAborted(),rung=!1}finally{wake=void 0}}}}var patienceOf={queued:3e3,others:1e4};function isWorthAsking(status,milliseconds){return status==="pending"?milliseconds>=
patienceOf.queued:(isForWorker(status)||isFetching(status)||isAtTasks(status))&&milliseconds>=patienceOf.others}function isForWorker(status){
return["fetching_completed","queuing","plan_queued","queuing_apply","apply_queued"].includes(status)}function isFetching(status){
return status==="fetching"}function isAtTasks(status){return status.endsWith("_running")&&phaseOf(status)!==void 0}async function diagnoseWait(hcp,run,known3){
try{if(isAtTasks(run.status))return await describeTasks(hcp,run);if(isFetching(run.status))return"waiting: HCP Terraform\
 fetches the configuration from version control";let id=run.workspaceId;if(isForWorker(run.status)&&known3!==void 0&&known3.
id===id)return await describeWorker(hcp,known3);if(id===void 0)return;let workspace=await hcp.workspaces.readWithHolder(
id);return isForWorker(run.status)?await describeWorker(hcp,workspace):await describeHolder(hcp,run,workspace)??await describeVersion(
hcp,run)??await describeQueue(hcp,workspace)}catch{return}}async function describeHolder(hcp,run,{locked,lockedBy,lockedReason,
currentRunId}){if(!locked)return;let blocking=lockedBy?.type==="runs"?lockedBy.id:lockedBy||lockedReason?void 0:currentRunId;
if(blocking===run.id)return;if(blocking!==void 0)return`waiting behind run ${blocking}${await describeRun(hcp,blocking)}`;
let holder=lockedBy?` by ${lockedBy.name??lockedBy.id}`:"",reason=lockedReason?`: ${lockedReason}`:"";return`waiting: th\
e workspace is locked${holder}${reason}`}async function describeRun(hcp,runId){try{let{status,actions:actions2}=await hcp.
runs.read(runId);return actions2.isConfirmable===!0?`, which is ${renderStatus(status)} and waits for a decision`:`, whi\
ch is ${renderStatus(status)}`}catch{return""}}async function describeVersion(hcp,{configurationVersionId:id}){if(id===void 0)
return;let version2=await known2(()=>hcp.configurationVersions.read(id));return version2===void 0||usable.has(version2.status)?
void 0:`waiting: HCP Terraform still processes the configuration (${id} is ${renderStatus(version2.status)})`}var usable=new Set(
["uploaded","archived"]);async function describeWorker(hcp,workspace){let{executionMode,agentPoolId}=workspace;if(executionMode!==
"agent")return await describeQueue(hcp,workspace);let name3=agentPoolId===void 0?void 0:await known2(()=>hcp.agentPools.
readName(agentPoolId)),pool=name3===void 0?agentPoolId:`'${name3}'`;return`waiting for an agent${pool===void 0?"":` of p\
ool ${pool}`} (execution mode 'agent'): no agent has taken it yet`}async function describeQueue(hcp,{organization}){if(organization===
void 0)return;let[capacity,ceiling]=await Promise.all([known2(()=>hcp.organizations.capacity(organization)),known2(()=>hcp.
organizations.runsCeiling(organization))]),{running,pending}=capacity??{};if(running===void 0||pending===void 0)return;let most=ceiling===
void 0?"":` of at most ${ceiling}`;return`waiting for its turn in the queue of organization ${organization}: ${running}${most}\
 running, ${pending} pending`}async function describeTasks(hcp,{id,status}){let stage=status.replace(/_running$/,""),stages=await hcp.
taskStages.list(id),names2=(await Promise.all(stages.filter(each=>each.stage===stage).map(async({taskResults,taskResultIds=[]})=>taskResults??
await Promise.all(taskResultIds.map(async one=>await hcp.taskStages.result(one)))))).flat().filter(task=>["pending","run\
ning"].includes(task.status)).map(({name:name3})=>name3);return names2.length===0?void 0:`waiting for run task ${names2.
join(", ")} (${stage.replaceAll("_","-")}), which has not answered yet`}async function known2(read2){try{return await read2()}catch{
return}}var mostWhenOver=250;function createPauses(clock){let over=new AbortController,isOver2=()=>over.signal.aborted;return{clock:{
...clock,async sleep(milliseconds,signal){if(isOver2()){await clock.sleep(Math.min(milliseconds,mostWhenOver),signal);return}
let either=signal?[signal,over.signal]:[over.signal];try{await clock.sleep(milliseconds,AbortSignal.any(either))}catch(error){
if(signal?.throwIfAborted(),!isOver2())throw error}}},notice({status}){hasPhaseEnded(status)&&over.abort()}}}var silenceMilliseconds=1e4,drainMilliseconds=6e4,begun2=new Set(["running","finished","errored","canceled"]);function createStreams(dependencies,wantsPlan,onEnd){
let{clock,signal,record}=dependencies,closing2=new AbortController,until=AbortSignal.any([signal,closing2.signal]),streams=new Map,
pauses4=new Map,live2=0,movedAt=0,isLive=()=>live2>0,onBytes=()=>{movedAt=clock.now()},stream=(phase,document)=>{if(pauses4.
get(phase)?.notice(document),streams.has(phase)||document.logReadUrl===void 0)return;live2+=1;let own=createPauses(clock);
pauses4.set(phase,own);let house={...dependencies,clock:own.clock,signal:until},kept=tailPhaseLog(house,{phase,document,
onBytes}).then(log=>{record.tell({kind:"logged",phase,log}),live2-=1,onEnd()});streams.set(phase,kept)},drain=async()=>{
let end3=Promise.all(streams.values());onBytes(),await endOf3({end:end3,isLive,movedAt:()=>movedAt},dependencies)};return{
drain,isLive,open:run=>{let{plan:plan2,apply:apply2}=run;wantsPlan&&plan2&&hasPlanBegun(run)&&stream("plan",plan2),apply2&&
phaseOf(run.status)==="applying"&&stream("apply",apply2)},async finish({plan:plan2,apply:apply2}){wantsPlan&&plan2&&stream(
"plan",plan2),apply2&&apply2.status!=="unreachable"&&stream("apply",apply2),await drain()},async close(){closing2.abort(),
await Promise.all(streams.values())}}}function hasPlanBegun({status,plan:plan2}){return status==="planning"||begun2.has(
plan2?.status??"")}async function endOf3(logs2,{clock,signal,log}){let begunAt=clock.now();for(;logs2.isLive();){let left=Math.
min(logs2.movedAt()+silenceMilliseconds,begunAt+drainMilliseconds)-clock.now();if(left<=0){if(logs2.movedAt()===begunAt)
return;log.warning("A log goes on after its phase has ended, and is not waited for any longer; all of it is on the run's\
 page.");return}let limit=new AbortController,pause=clock.sleep(left,AbortSignal.any([signal,limit.signal])).catch(()=>{});
if(await Promise.race([logs2.end,pause]),limit.abort(),signal.aborted)return}}function pauseBehind(sinceTold){return sinceTold<turnMilliseconds?2e3:8e3}var heartbeatMilliseconds=6e4,turnMilliseconds=1e4,
unseenMilliseconds=6e4,diagnoseEveryMilliseconds=3e4;async function followRun(dependencies,runId,options){let{hcp,clock,
signal,record}=dependencies,{crowd}=options,alarm=createAlarm(),forget=crowd?.listen(record,()=>{watch.toldAt=clock.now(),
alarm.ring()}),begun3=clock.now(),watch={dependencies,options,begun:begun3,spent:options.spent??{queue:0,run:0,apply:0},
streams:createStreams(dependencies,options.streamPlan,()=>{watch.logEndedAt=clock.now(),watch.preparing===void 0&&alarm.
ring()}),statusSince:begun3,lastSaid:begun3,lastLook:begun3,sighting:void 0,status:void 0,lastDiagnosis:void 0,preparing:void 0,
logEndedAt:void 0,toldAt:void 0,why:void 0,behindAt:void 0,wasBehind:!1,saysCanceling:!1,moves:0};try{for(;;){signal.throwIfAborted();
let run=await hcp.runs.read(runId),step=notice(watch,run);step.kind==="look-again"&&prepare(watch,run,alarm.ring);let stopped=await stopAt(
watch,run,step);if(stopped!==void 0)return stopped;await diagnose(watch,run),await rest(watch,run,step,alarm)}}finally{forget?.(),
crowd?.note(record,"elsewhere"),await watch.streams.close()}}function notice(watch,run){let{dependencies,options,spent}=watch,
{clock,log,begun:begun3=watch.begun}=dependencies,now=clock.now(),kind=patienceKind(run.status),isNowBehind=isBehind(watch),
moves=options.crowd?.moves()??0,isMoving=isQueued(run.status)&&moves!==watch.moves;!isNowBehind&&!watch.wasBehind&&!isMoving&&
(spent[kind]+=now-watch.lastLook),watch.wasBehind=isNowBehind,isNowBehind&&(watch.behindAt=now),watch.moves=moves,options.
crowd?.note(dependencies.record,standOf2(run.status)),watch.lastLook=now;let sighting=sight(watch.sighting,run,now);if(sighting.
count===1&&(watch.preparing=void 0),watch.sighting={...sighting,isSure:watch.preparing?.isSure===!0},run.status!==watch.
status)watch.statusSince=now,watch.status=run.status,watch.logEndedAt=void 0,watch.lastDiagnosis=void 0,watch.why=void 0,
say(watch,`${renderDuration(now-begun3).padStart(7)}  ${renderStatus(run.status)}`);else if(now-watch.lastSaid>=heartbeatMilliseconds){
let limit=kind==="queue"?options.patience.queue:void 0,why=cancelingOf(run)??watch.why,known3={usual:options.usual,limit,
why},since=now-watch.statusSince;say(watch,renderHeartbeat(run.status,since,known3),"waiting")}sayCanceling(watch,run),watch.
streams.open(run);let step=stepAt(watch,run,watch.sighting);return step.kind==="wait"&&phaseOf(run.status)===void 0&&watch.
sighting.count===1&&log.warning(`Run ${run.id}: ${step.why}. It is waited for all the same.`),step}function isBehind({options,
dependencies}){return options.crowd?.isBehind(dependencies.record)===!0}function standOf2(status){if(isQueued(status))return"\
queued";let phase=phaseOf(status);return phase==="planning"||phase==="applying"?"working":"elsewhere"}function stepAt({options},run,sighting){
let step=nextStep(run,sighting);if(step.kind!=="look-again")return step;let gate=options.onlyReports===!0?gateAtSight(run):
"none";return gate!=="none"&&isResting(run)?{kind:"gate",gate}:step}function prepare(watch,run,ring){let{options}=watch;
if(watch.preparing!==void 0||options.prepare===void 0)return;let preparing={isSure:!1};watch.preparing=preparing,options.
prepare(run).then(({isSure})=>{preparing.isSure=isSure,isSure&&watch.preparing===preparing&&ring()})}function say(watch,message,how="\
info"){let{clock,log}=watch.dependencies;watch.lastSaid=clock.now(),log[how](message)}async function stopAt({options,spent,
streams,why,lastLook},run,step){if(step.kind==="gate")return await streams.drain(),{kind:"gate",gate:step.gate,run,seenAt:lastLook};
if(step.kind==="final")return await streams.finish(run),{kind:"final",run};let waitedFor=patienceKind(run.status);if(!(spent[waitedFor]<
options.patience[waitedFor]))return{kind:"timed-out",run,waitedFor,why:cancelingOf(run)??why}}function sayCanceling(watch,run){
let canceling=cancelingOf(run);canceling===void 0||watch.saysCanceling||(watch.saysCanceling=!0,say(watch,`         ${canceling}`,
"waiting"))}function cancelingOf({status,canceledAt}){return canceledAt===void 0||isFinal(status)?void 0:`it is being ca\
ncelled (since ${canceledAt})`}async function rest(watch,run,step,alarm){let{clock,signal}=watch.dependencies;for(;;){await alarm.
wait(clock,untilNextLook(watch,run,step),signal);let now=clock.now(),isDue=now-watch.lastLook>=unseenMilliseconds;isBehind(
watch)&&(watch.behindAt=now);let isAmong=now-(watch.behindAt??-1/0)<turnMilliseconds;if(isDue||step.kind==="look-again"||
!isAmong||await watch.options.crowd?.isListedAs(run)!==!0)return;await diagnose(watch,run)}}async function diagnose(watch,run){
let{statusSince,lastDiagnosis,dependencies}=watch,{clock,hcp,record}=dependencies,now=clock.now();if(!(isWorthAsking(run.
status,now-statusSince)&&(lastDiagnosis===void 0||now-lastDiagnosis>=diagnoseEveryMilliseconds)))return;watch.lastDiagnosis=
now;let why=await diagnoseWait(hcp,run,workspaceOf(record.facts()));why!==void 0&&(why!==watch.why&&say(watch,`         ${why}`,
"waiting"),watch.why=why)}function untilNextLook(watch,run,step){let{options,spent,streams,logEndedAt,statusSince}=watch,
now=watch.dependencies.clock.now(),kind=patienceKind(run.status),interval=step.kind==="look-again"?step.afterMilliseconds:
isBehind(watch)?pauseBehind(now-(watch.toldAt??-1/0)):pollInterval({sinceChange:now-statusSince,isStreaming:streams.isLive(),
sinceLogEnd:logEndedAt===void 0?void 0:now-logEndedAt,usual:options.usual[kind==="apply"?"apply":"plan"]});return Math.min(
interval,options.patience[kind]-spent[kind])}function patienceKind(status){let phase=phaseOf(status);return phase==="que\
ued"?"queue":phase==="applying"?"apply":"run"}function renderHeartbeat(status,sinceMilliseconds,{usual,limit,why}){let known3=status===
"planning"?usual.plan:status==="applying"?usual.apply:void 0,usually=known3===void 0?"":`, usually ${renderDuration(known3)}\
 here`,atMost=limit===void 0?"":` of ${renderDuration(limit)}`,because2=why===void 0?"":`: ${why}`;return`         still\
 ${renderStatus(status)} after ${renderDuration(sinceMilliseconds)}${atMost}${usually}${because2}`}var overrideLimit=6,effectWithinMilliseconds2=3e4;async function followPastOverrides(dependencies,runId,follow,options){
let{hcp}=dependencies,{streamPlan}=follow;for(let overrides=0;;overrides+=1){let followed=await followRun(dependencies,runId,
{...follow,streamPlan});if(!(followed.kind==="gate"&&followed.gate==="policy-override")||options.reason===void 0)return{
followed,obstacles:[]};if(overrides>=overrideLimit)return{followed,obstacles:[refused(followed.run,"it stops again and a\
gain")]};streamPlan=!1;let fresh=await hcp.runs.read(runId);if(fresh.status!==followed.run.status)continue;let obstacles=standInTheWay(
await options.judge(fresh),fresh);if(obstacles.length>0)return{followed,obstacles};let comment2=`Policy override: ${options.
reason}

${options.audit}`,overridden=await overrideFailed(dependencies,fresh,comment2);if(overridden.kind==="refused")return{followed,
obstacles:[refused(fresh,overridden.why)]};if(overridden.kind==="unseen")return{followed,obstacles:[unseen2(fresh,overridden.
what)]}}}function standInTheWay(verdict,run){if(verdict.kind==="allowed")return[];let isBeforePlan=run.status.startsWith(
"pre_plan_")&&!run.autoApply;return verdict.reasons.filter(({code:code2})=>code2!=="policy-failed"&&!(isBeforePlan&&code2===
"plan-unknown"))}async function overrideFailed(dependencies,run,comment2){let candidates=await findCandidates(dependencies,
run);if(candidates.length===0)return await readUntilMoved(dependencies,run,2e3)?{kind:"moved"}:{kind:"refused",why:"HCP \
Terraform shows this token nothing that could be overridden"};let why=await whyNotAll(dependencies,candidates);if(why!==
void 0)return{kind:"refused",why};let done2=[];for(let candidate of candidates){let{what}=candidate,sent2=await overrideOne(
dependencies,run,candidate,comment2);if(sent2.kind==="moved"||sent2.kind==="unseen")return sent2;if(sent2.kind==="failed"&&
done2.length===0)throw sent2.error;if(sent2.kind!=="overridden"){let after2=done2.length===0?"":`. Overridden was ${done2.
join(", ")}`;return{kind:"refused",why:`${sent2.why}${after2}`}}done2.push(what),dependencies.log.info(`Overrode ${what}\
 of run ${run.id}.`),await recordReason(dependencies,run.id,`Overrode ${what}.

${comment2}`)}if(await readUntilMoved(dependencies,run,effectWithinMilliseconds2))return{kind:"overridden"};let idle=(await findCandidates(
dependencies,run)).find(({what})=>done2.includes(what));return idle===void 0?{kind:"overridden"}:{kind:"unseen",what:idle.
what}}async function whyNotAll(dependencies,candidates){for(let{what,isOverridable,canOverride}of candidates){if(isOverridable===
!1)return`${what} is not overridable`;if(canOverride===!1)return await missingRight(dependencies,what)}}async function overrideOne(dependencies,run,candidate,comment2){
let{what}=candidate;try{return await dependencies.door.override(run,candidate,comment2),{kind:"overridden"}}catch(error){
if(error instanceof ApiError&&[403,404].includes(error.status))return{kind:"refused",why:await missingRight(dependencies,
what)};let said2=withoutStop(saidBy(error));switch(failureOf(error)){case"refused":return await readUntilMoved(dependencies,
run,2e3),{kind:"moved"};case"failed":return{kind:"failed",error,why:`${what} failed: ${said2}`};case"lost":return await stillWaits2(
dependencies,run,what)?{kind:"refused",why:`the override of ${what} was sent once, and whether it was taken is not known\
: ${said2}`}:{kind:"overridden"}}}}async function stillWaits2(dependencies,run,what){let{clock,signal}=dependencies,begun3=clock.
now();for(let pause=200;;pause=Math.min(2e3,pause*1.5)){if((await findCandidates(dependencies,run)).every(candidate=>candidate.
what!==what))return!1;if(clock.now()-begun3>=effectWithinMilliseconds2)return!0;await clock.sleep(pause,signal)}}async function findCandidates({
hcp},{id,status,permissions:permissions3}){return status==="policy_override"?(await hcp.policyChecks.list(id)).filter(check=>waits(
check,"soft_failed")).map(check=>({...check,canOverride:check.canOverride??permissions3.canOverridePolicyCheck,kind:"pol\
icyChecks",what:`policy check ${check.id}`})):status==="tf_policy_override"?(await hcp.tfPolicyEvaluations.list(id)).filter(
evaluation=>waits(evaluation,"awaiting_override")).map(evaluation=>({...evaluation,kind:"tfPolicyEvaluations",what:`Terr\
aform policy evaluation ${evaluation.id}`})):(await hcp.taskStages.list(id)).filter(stage=>waits(stage,"awaiting_overrid\
e")&&status===`${stage.stage}_awaiting_decision`).map(stage=>({...stage,kind:"taskStages",what:`task stage ${stage.id} (${stage.
stage.replace("_","-")})`}))}function waits({status,isOverridable},word2){return status===word2||isOverridable===!0&&status!==
"overridden"&&status!=="passed"}async function readUntilMoved(dependencies,{id,status},within2){let isSeen=run=>run.status!==
status;return isSeen(await lookUntil(dependencies,id,{isSeen,within:within2}))}async function recordReason({door,log,signal},runId,comment2){
try{await door.comment(runId,comment2)}catch(error){signal.throwIfAborted(),log.warning(`The override carries its reason\
; whether run ${runId} shows it as a comment, too, is not certain: ${saidBy(error)}`)}}async function missingRight({hcp,
signal},what){let account=await hcp.accounts.read().catch(()=>{});signal.throwIfAborted();let name3=account?.username;return`${name3===
void 0?"the token":`the token's account '${name3}'`} may not override ${what}; its team needs the organization's permiss\
ion 'Manage policy overrides', or, where overrides are delegated ('Delegate policy overrides'), the permission 'Policy o\
verrides' in this workspace or its project`}function withoutStop(sentence2){return sentence2.replace(/\.$/,"")}function unseen2(run,what){
return{code:"override-refused",message:`HCP Terraform accepted the override of ${what}, and ${renderDuration(effectWithinMilliseconds2)}\
 later it still waits for one. It is not sent again, and may still take effect.`,facts:{status:renderStatus(run.status)}}}
function refused(run,why){return{code:"override-refused",message:`The failed policy was not overridden: ${why}.`,facts:{
status:renderStatus(run.status)}}}async function discardRun(dependencies,runId,word2){let{hcp,door}=dependencies,lost=0,conflicts=0,cause;for(;;){let run=await hcp.
runs.read(runId);if(run.status==="discarded")return run;refuseUnlessDiscardable(run,cause);let within2=traceMilliseconds,
isAccepted=!1;try{await door.discard(run,word2),isAccepted=!0}catch(error){let failure2=failureOf(error);if(failure2==="\
failed")throw error;if(failure2==="lost")lost+=1,cause=error,within2=lostAnswerMilliseconds;else{if(conflicts+=1,conflicts>=
mostConflicts)throw refuse3(run,"HCP Terraform refuses it (409): nothing was changed.",error);within2=400*conflicts}}let seen=await lookUntil(
dependencies,runId,{isSeen:isPastGate,within:within2});if(seen.status==="discarded")return seen;if(!isPastGate(seen)){if(isAccepted)
throw new RunRefusedError(`HCP Terraform accepted to discard run ${runId}, and ${renderDuration(traceMilliseconds)} late\
r it is still ${renderStatus(seen.status)}. It may be discarded yet. Look at it in the web interface.`);if(lost>=mostLostAnswers)
throw lostAnswer(seen,{action:"discard",sent:lost,within:within2,cause})}}}function refuseUnlessDiscardable(run,cause){let{
permissions:permissions3,actions:actions2,canceledAt}=run,isEnding=canceledAt!==void 0&&actions2.isDiscardable!==!0;if(isPastGate(
run)||isEnding){let after2=cause===void 0?"This step changed nothing.":`A discard was sent, and whether it was taken is \
not known: ${saidBy(cause)}`;throw refuse3(run,after2,cause)}if(permissions3.canDiscard===!1)throw new RunRefusedError(`\
The token may not discard run ${run.id}; give its team 'write', or the custom permission 'apply'.`)}function refuse3(run,after2,cause){
let advice=isFinal(run.status)?" It has ended.":run.canceledAt!==void 0?" It is being cancelled already.":run.actions.isCancelable===
!0?" It can be cancelled instead.":"";return new RunRefusedError(`Run ${run.id} cannot be discarded: it is ${renderStatus(
run.status)}.${advice} ${after2}`,cause===void 0?void 0:{cause})}async function endUnapplied(dependencies,at,options){let{run,gate,plan:plan2,verdict}=at,{checks,reasons:reasons2}=verdict,
notes=[...cannotBeConfirmed(run,gate),...keepsNoMessage(dependencies.record.facts(),run)],base={plan:plan2,checks,reasons:reasons2,
failure:void 0,notes};if(verdict.kind==="pending")return{...base,outcome:"held",gate,run};let word2={purpose:"judged",comment:`${options.
audit}

${renderReasons(reasons2)}`};if(verdict.kind==="refused"){let ended2=await discardRun(dependencies,run.id,word2);return{
...base,outcome:"discarded",gate:"none",run:ended2}}let blocked={...base,outcome:"blocked",gate,run},isOurs=isOwn(dependencies.
record.facts());if(options.onBlocked!=="discard"||!mayDiscard(reasons2,isOurs))return blocked;try{let ended2=await discardRun(
dependencies,run.id,word2);return{...blocked,gate:"none",run:ended2}}catch(error){return dependencies.signal.throwIfAborted(),
await endUndiscarded(dependencies,blocked,error)}}function keepsNoMessage(facts,run){return messageOf(facts,run)===run.message?
[]:[`The server does not keep the message of run ${run.id}, so no later step knows where it comes from: it is applied or\
 discarded in the web interface, or with 'allow-foreign-run: true'.`]}function cannotBeConfirmed({id,status,actions:actions2},gate){
return gate==="confirmation"&&actions2.isConfirmable!==!0?[`HCP Terraform ${actions2.isConfirmable===!1?"does not let":"\
does not say that it lets"} run ${id} be confirmed as it is now (${renderStatus(status)}): until that changes, nobody's \
approval applies it.`]:[]}async function endUndiscarded(dependencies,blocked,error){let{hcp,log,signal}=dependencies,{id}=blocked.
run,note2=`Run ${id} was to be discarded because a rule blocks it ('on-blocked: discard'), and that failed: ${saidBy(error)}`;
log.warning(note2);let notes=[...blocked.notes??[],note2],ending={...blocked,notes,isUnsettled:!0};try{let run=await hcp.
runs.read(id);return{...ending,run,gate:isPastGate(run)?"none":blocked.gate}}catch{return signal.throwIfAborted(),ending}}
function withObstacles(verdict,run,obstacles){let{checks,warnings}=verdict;if(verdict.kind==="refused")return verdict;let reasons2=verdict.
kind==="blocked"?verdict.reasons:[policyFailed(run)],codes=new Set(reasons2.map(({code:code2})=>code2));return{kind:"blo\
cked",checks,warnings,reasons:[...reasons2,...obstacles.filter(({code:code2})=>!codes.has(code2))]}}function notConfirmable(run){
return{code:"not-confirmable",message:`Every rule holds, but HCP Terraform ${run.actions.isConfirmable===void 0?"does no\
t say whether the run may":"does not let the run"} be confirmed now (${renderStatus(run.status)}).`,facts:{status:run.status}}}
function renderReasons(reasons2){return reasons2.map(({message})=>`- ${message}`).join(`
`)}var confirmLimit=2;function beginCourse(dependencies,run,options){let planOf2=planOnce(dependencies,{temporaryFolder:options.
temporaryFolder,expected:options.rules.expectedPlanDigest});return{dependencies,run,options:{...options,follow:{...options.
follow,spent:{queue:0,run:0,apply:0}}},expected:identify(run),planOf:planOf2,early:createEarlyReading(dependencies,planOf2,
{...options,isOnlyHeld:isOnlyHeld(options)})}}async function reachGate(course2){let{dependencies,run,options,planOf:planOf2}=course2;
if(options.approve===!1&&await refuseConfirmed(dependencies,run),run.status==="applied"){let plan2=await planOf2(run);return ended(
await endAlreadyApplied(dependencies,run,plan2))}return await followToGate(course2)}async function followToGate(course2){
let{dependencies,options,planOf:planOf2}=course2,{followed,obstacles}=await followOverriding(course2,{...options.follow,
prepare:course2.early.begin});if(followed.kind==="timed-out")return ended(await endTimedOut(dependencies,followed,options));
let plan2=await planOf2(followed.run);if(followed.kind==="final"){let ending=await concludeApply(dependencies,followed.run,
plan2,options);return ended(await withConfirmer(dependencies,ending))}let{gate,seenAt}=followed;if(gate!=="policy-overri\
de")return{kind:"gate",gate,run:followed.run,seenAt,plan:plan2};let{verdict}=await judgeSeen(course2,followed.run),since=newest(
dependencies.record.facts(),followed.run.id);if(since!==void 0&&since.status!==followed.run.status)return await followToGate(
course2);let at={run:followed.run,gate,plan:plan2,verdict:withObstacles(verdict,followed.run,obstacles)};return ended(await endUnapplied(
dependencies,at,options))}function isOnlyHeld({approve,onBlocked}){return approve===void 0&&onBlocked==="hold"}var freshMilliseconds=1e3;
async function decideAtGate(course2,at){let{dependencies,run,options,early}=course2,{hcp,clock}=dependencies,{gate,plan:plan2}=at,
isFresh=isOnlyHeld(options)&&clock.now()-at.seenAt<freshMilliseconds,seen=isFresh?at.run:await hcp.runs.read(run.id);if(isPastGate(
seen))return await endMovedOn(course2,at,seen);let reading=isFresh?await early.take(seen):void 0,judgement=await judgeSeen(
course2,seen,reading),since=newest(dependencies.record.facts(),run.id);if(since!==void 0&&isPastGate(since))return await endMovedOn(
course2,at,since);let{verdict}=judgement;return verdict.kind==="allowed"?{kind:"allowed",seen,judgement:{...judgement,verdict}}:
ended(await endUnapplied(dependencies,{run:since??seen,gate,plan:plan2,verdict},options))}async function endMovedOn(course2,{
plan:plan2},seen){let{dependencies,run,options}=course2;dependencies.log.info(`Run ${run.id} was moved on, and not by th\
is step: it is ${renderStatus(seen.status)}.`),options.approve===!1&&await refuseConfirmed(dependencies,seen);let ending=await followToEnd(
course2,plan2);return ended(await withConfirmer(dependencies,ending))}async function carryOut(course2,at,first){let lost=[],
decided=first;for(let confirms=0;;confirms+=1){let{seen,judgement}=decided;if(confirms>=confirmLimit||seen.actions.isConfirmable!==
!0)return endUnconfirmed(at,decided,lost);let confirmed=await confirmRun(course2.dependencies,seen,judgement.verdict,renderConfirm(
course2.options.audit,judgement)),ending=await endConfirmed(course2,at,decided,confirmed);if(ending!==void 0)return ending;
confirmed.kind==="unseen"&&lost.push(confirmed.cause);let again=await decideAtGate(course2,at);if(again.kind==="ended")return again.
ending;decided=again}}async function endConfirmed(course2,{gate,plan:plan2},{judgement:{verdict}},confirmed){let{dependencies,
run,options}=course2,{log}=dependencies,{checks}=verdict;switch(confirmed.kind){case"confirmed":return await followToEnd(
course2,plan2,checks);case"confirmed-elsewhere":return log.info(`Run ${run.id} is confirmed; the answer to this step's c\
onfirm was lost or came second.`),await withConfirmer(dependencies,await followToEnd(course2,plan2,checks));case"ended":
return await concludeApply(dependencies,confirmed.run,plan2,options);case"refused":log.warning(`The confirm of run ${run.
id} was refused (409), and the run is still at its gate; looking again before anything else is done.`);return;case"unsee\
n":if(confirmed.cause===void 0){let known3={gate,plan:plan2,checks,lost:[]};return endUnseen(confirmed.run,known3)}log.warning(
`The answer to the confirm of run ${run.id} was lost, and its effect is not seen; looking again before anything else is \
done. ${saidBy(confirmed.cause)}`);return}}function endUnconfirmed({gate,plan:plan2},{seen:run,judgement:{verdict}},lost){
let{checks}=verdict;return lost.length>0?endUnseen(run,{gate,plan:plan2,checks,lost}):{outcome:"blocked",gate,run,plan:plan2,
checks,reasons:[notConfirmable(run)],failure:void 0}}async function followToEnd(course2,plan2,checks){let{dependencies,options}=course2,
{followed,obstacles}=await followOverriding(course2,{...options.follow,streamPlan:!1});switch(followed.kind){case"timed-\
out":{let kept={...options,cleanup:!1};return{...await endTimedOut(dependencies,followed,kept),plan:plan2,checks}}case"g\
ate":return{outcome:"blocked",gate:followed.gate,run:followed.run,plan:plan2,checks,reasons:[followed.gate==="policy-ove\
rride"?policyFailed(followed.run):notConfirmable(followed.run),...obstacles],failure:void 0};case"final":return await concludeApply(
dependencies,followed.run,plan2,options,checks)}}async function followOverriding(course2,follow){let{dependencies,run,options}=course2;
return await followPastOverrides(dependencies,run.id,follow,{reason:options.approve===!0?options.overrideReason:void 0,audit:options.
audit,judge:async seen=>(await judgeSeen(course2,seen)).verdict})}async function judgeSeen({dependencies,expected,options,
planOf:planOf2},run,early){let reading=early??await readForVerdict(dependencies,run,await planOf2(run),options);return judge(
dependencies,{run,expected,reading},options)}function ended(ending){return{kind:"ended",ending}}async function endCanceled(dependencies,runId,deadline,options){let run=await waitForEnd(dependencies,runId,deadline);if(isFinal(
run.status))return await concludeCanceled(dependencies,run);let when=run.forceCancelAvailableAt;return outOfPatience(run,
options,when===void 0?" It was asked to end.":` It was asked to end; 'mode: force-cancel' works from ${when} on.`)}async function concludeCanceled(dependencies,run){
let ending=await concludeFinal(dependencies,run,void 0);return ending.outcome==="canceled"?{...ending,failure:void 0}:ending.
outcome!=="applied"?ending:{...ending,failure:failure(`Run ${run.id} was to be cancelled, and was applied before the can\
cel took effect.`)}}function outOfPatience(run,{patience:patience2},after2){return{outcome:"timed-out",gate:"none",run,plan:void 0,
checks:void 0,reasons:[],failure:failure(`Run ${run.id} was still ${renderStatus(run.status)} when 'run-timeout' (${renderDuration(
patience2)}) ran out.${after2}`)}}function isCanceled({status}){return status==="canceled"||status==="force_canceled"}function refuseEnded(run,verb){
return new RunRefusedError(`Run ${run.id} cannot be ${verb}: it has ended (${renderStatus(run.status)}). Nothing was cha\
nged.`)}async function cancelRun(dependencies,runId,options){let{hcp,clock,signal}=dependencies,deadline=clock.now()+options.patience,
tries={lost:[],conflicts:0,looks:0};for(;;){let run=await hcp.runs.read(runId);if(isCanceled(run))return await concludeCanceled(
dependencies,run);if(isFinal(run.status)){if(tries.lost.length===0)throw refuseEnded(run,"cancelled");return await concludeCanceled(
dependencies,run)}if(run.canceledAt!==void 0){tries.lost.length===0&&dependencies.log.waiting(`Run ${runId} is being can\
celled already (since ${run.canceledAt}); waiting for its end.`);break}if(tries={...tries,looks:tries.looks+1},refuseUnlessCancelable(
run,tries),run.actions.isCancelable!==!1){let sent2=await tryCancel(dependencies,run,options,tries);if(sent2==="accepted"){
await refuseUnheeded(dependencies,run,deadline);break}if(sent2.lost.length>tries.lost.length){tries=sent2;continue}tries=
sent2}await clock.sleep(500*tries.looks,signal)}return await endCanceled(dependencies,runId,deadline,options)}async function refuseUnheeded(dependencies,{
id,status},deadline){let{clock}=dependencies,run=await lookUntil(dependencies,id,{isSeen:seen=>isFinal(seen.status)||seen.
canceledAt!==void 0||seen.status!==status||seen.actions.isCancelable!==!0,within:Math.min(traceMilliseconds,deadline-clock.
now())});if(run.status===status&&run.canceledAt===void 0&&run.actions.isCancelable===!0)throw new RunRefusedError(`HCP T\
erraform accepted to cancel run ${id}, and nothing shows on it since: it is still ${renderStatus(status)}, and could be \
cancelled. It may be cancelled yet. Look at it in the web interface.`)}async function tryCancel(dependencies,run,{comment:comment2},tries){
try{return await dependencies.door.cancel(run,{purpose:"asked",comment:comment2}),"accepted"}catch(error){let failure2=failureOf(
error);if(failure2==="failed")throw error;if(failure2==="lost")return await lookUntil(dependencies,run.id,{isSeen:({status,
canceledAt})=>isFinal(status)||canceledAt!==void 0,within:lostAnswerMilliseconds}),{...tries,lost:[...tries.lost,error]};
let conflicts=tries.conflicts+1;if(conflicts>=mostConflicts)throw error;return{...tries,conflicts}}}function refuseUnlessCancelable(run,{
lost,looks:looks2}){let{id,status,actions:actions2,permissions:permissions3}=run;if(permissions3.canCancel===!1)throw new RunRefusedError(
`The token may not cancel run ${id}; give its team 'write', or the custom permission 'apply'.`);let isOver2=lost.length>=
mostLostAnswers||isConfirmedOrLater(status)||actions2.isCancelable===!1;if(lost.length>0&&isOver2)throw lostAnswer(run,{
action:"cancel",sent:lost.length,within:lostAnswerMilliseconds,cause:lost.at(-1)});if(actions2.isCancelable===!1&&looks2>=
3)throw new RunRefusedError(actions2.isDiscardable===!0?`Run ${id} cannot be cancelled: it waits for a decision (${renderStatus(
status)}). Discard it instead, with 'mode: discard'. Nothing was changed.`:`Run ${id} cannot be cancelled while it is ${renderStatus(
status)}. Nothing was changed.`)}var killedWithinMilliseconds=3e4;async function forceCancelRun(dependencies,runId,options){let{hcp,clock,signal,log}=dependencies,
deadline=clock.now()+options.patience,conflicts=0,hasSaid=!1;for(;;){let run=await hcp.runs.read(runId);if(isCanceled(run))
return await concludeCanceled(dependencies,run);refuseUnlessCanceling(run);let{isAllowed,left}=allowance(run,conflicts,hcp.
now());if(isAllowed){let sent2=await tryKill(dependencies,run,options,conflicts);if(sent2.kind==="accepted")break;if(sent2.
kind==="lost")return await endKilled(dependencies,runId,sent2.cause);conflicts+=1}else hasSaid||(hasSaid=!0,log.waiting(
`Run ${runId} may be force-cancelled ${left>0?`in ${renderDuration(left)}`:"soon"}; waiting for it.`));let now=clock.now();
if(now>=deadline)return outOfPatience(run,options," It was not force-cancelled.");let pause=Math.min(Math.max(left,500*2**
conflicts),1e4);await clock.sleep(Math.min(pause,deadline-now),signal)}return await endCanceled(dependencies,runId,deadline,
options)}function refuseUnlessCanceling(run){if(isFinal(run.status))throw refuseEnded(run,"force-cancelled");if(run.canceledAt===
void 0&&run.actions.isForceCancelable!==!0)throw new RunRefusedError(`Run ${run.id} cannot be force-cancelled: nobody ha\
s cancelled it yet. Use 'mode: cancel' first; force-cancel is for a run that a cancel did not end. Nothing was changed.`)}
function isForAdmin({permissions:permissions3}){return permissions3.canForceCancel===!1}function allowance(run,conflicts,now){
if(isForAdmin(run))return{isAllowed:!0,left:0};let{isForceCancelable}=run.actions,left=coolOff(run,now);return{isAllowed:conflicts===
0?isForceCancelable??left===0:isForceCancelable!==!1&&left===0,left}}async function tryKill({door},run,{comment:comment2},conflicts){
let asAdmin=isForAdmin(run);try{return await door.forceCancel(run,{purpose:"asked",comment:comment2,asAdmin}),{kind:"acc\
epted"}}catch(error){let failure2=failureOf(error);if(failure2==="failed")throw explainMissing2(error,run.id);if(failure2===
"lost")return{kind:"lost",cause:error};if(conflicts+1<mostConflicts)return{kind:"conflict"};throw new RunRefusedError(`R\
un ${run.id} cannot be force-cancelled: HCP Terraform refused it ${conflicts+1} times while the run was ${renderStatus(run.
status)}. Nothing was changed. The last answer: ${saidBy(error)}`,{cause:error})}}async function endKilled(dependencies,runId,cause){
let{clock}=dependencies,within2=killedWithinMilliseconds,run=await waitForEnd(dependencies,runId,clock.now()+within2);if(isFinal(
run.status))return await concludeCanceled(dependencies,run);throw lostAnswer(run,{action:"force-cancel",sent:1,within:within2,
cause})}function explainMissing2(error,runId){return error instanceof ApiError&&(error.status===404||error.status===403)?
new RunRefusedError(`HCP Terraform refused to force-cancel run ${runId} (${error.status}): that takes the permission 'ad\
min' on the workspace, or a site administrator of Terraform Enterprise. Nothing was changed.`,{cause:error}):error}function coolOff(run,now){
let at=Date.parse(run.forceCancelAvailableAt??"");return Number.isNaN(at)?0:Math.max(0,at-now)}var effectWithinMilliseconds3=6e4;async function forceExecuteRun(dependencies,runId,admitOther2){let{hcp,log}=dependencies,
before=await hcp.runs.read(runId);await refuseUnlessPossible(dependencies,before);for(let other of await listDiscarded(dependencies,
before))await admitOther2(other);let lost=await send(dependencies,before);log.info(lost===void 0?`Run ${runId} was asked\
 to start before the others.`:`The answer was lost; looking whether run ${runId} starts. ${saidBy(lost)}`);let within2=effectWithinMilliseconds3,
run=await lookUntil(dependencies,runId,{isSeen:({status})=>status!=="pending",within:within2});if(["discarded","canceled",
"force_canceled"].includes(run.status))throw new RunRefusedError(`Run ${runId} was to start, and was ${renderStatus(run.
status)} meanwhile, not by this step.`);if(run.status!=="pending")return{outcome:"shown",gate:"none",run,plan:void 0,checks:void 0,
reasons:[],failure:void 0};throw lost===void 0?new RunRefusedError(`Run ${runId} was asked to start, and is still pendin\
g after a minute. Look at the workspace's queue and lock in the web interface.`):lostAnswer(run,{action:"force-execute",
sent:1,within:within2,cause:lost})}async function send({door},run){try{await door.forceExecute(run);return}catch(error){
let refusal=error instanceof ApiError?explainRefusal(error,run.id):void 0;if(refusal!==void 0)throw refusal;if(failureOf(
error)!=="lost"||!(error instanceof Error))throw error;return error}}async function refuseUnlessPossible({hcp,record},run){
let{id}=run;if(run.status!=="pending")throw refuse4(id,`it is ${renderStatus(run.status)}, not pending`);if(run.permissions.
canForceExecute===!1)throw refuse4(id,"the token may not do that; give its team 'write', or the custom permission 'apply\
'");if(run.workspaceId===void 0)return;let workspace=await hcp.workspaces.read({id:run.workspaceId});if(!workspace.locked)
throw refuse4(id,"no run holds its workspace, so it starts by itself as soon as a worker is free");let{lockedBy,lockedReason}=workspace;
if(lockedBy!==void 0&&lockedBy.type!=="runs"){let reason=lockedReason===void 0?"":` (${lockedReason})`;throw refuse4(id,
`the workspace is locked by ${lockedBy.id}${reason}, not by a run; unlock it`)}if(lockedBy===void 0)return;record.tell({
kind:"named",runId:lockedBy.id});let blocking=await hcp.runs.read(lockedBy.id);if(blocking.actions.isDiscardable===!1)throw refuse4(
id,`run ${blocking.id} holds the workspace and cannot be discarded while it is ${renderStatus(blocking.status)}${blocking.
actions.isCancelable===!0?"; it can be cancelled with 'mode: cancel'":""}`)}async function listDiscarded({hcp},{id,workspaceId,
createdAt}){if(workspaceId===void 0)throw refuse4(id,"HCP Terraform does not tell its workspace, so whose runs would be \
discarded is not known");let unfinished=await hcp.runs.listUnfinished(workspaceId),age=Date.parse(createdAt??"");return unfinished.
filter(other=>other.id!==id&&!isFinal(other.status)&&!other.planOnly&&(other.status!=="pending"||!(Date.parse(other.createdAt??
"")>age)))}function explainRefusal(error,runId){switch(error.status){case 403:return refuse4(runId,"HCP Terraform says (\
403) that it is not pending any more, or that no run holds its workspace; or the token may not do it",error);case 409:return refuse4(
runId,"HCP Terraform says (409) that the run that holds the workspace cannot be discarded now",error);default:return}}function refuse4(id,why,cause){
return new RunRefusedError(`Run ${id} cannot be force-executed: ${why}. Nothing was changed.`,cause===void 0?void 0:{cause})}var outcomeAt={confirmation:"planned","policy-override":"blocked","saved-plan":"saved"};async function planRun(dependencies,run,options){
let followed=await followRun(dependencies,run.id,{...options.follow,onlyReports:!0,prepare:async()=>({isSure:await hasNoFollowUps(
dependencies)})});if(followed.kind==="timed-out")return await endTimedOut(dependencies,followed,options);let plan2=hasPlan(
followed.run)?await readPlan(dependencies,followed.run,{temporaryFolder:options.temporaryFolder,expected:options.rules.expectedPlanDigest}):
void 0,checks=judgePlan(await readPlanEvidence(dependencies,followed.run,plan2,options.rules),options.rules).map(({check})=>check);
if(plan2!==void 0){let{id}=followed.run,judged={runId:id,checks,verdict:void 0};dependencies.record.tell({kind:"judged",
...judged})}if(followed.kind==="gate"){let{gate,run:seen}=followed,outcome=outcomeAt[gate];return{outcome,gate,run:seen,
plan:plan2,checks,reasons:outcome==="blocked"?[policyFailed(seen)]:[],failure:void 0}}let onlyTells=!isOwn(dependencies.
record.facts());return await concludeApply(dependencies,followed.run,plan2,{approve:void 0,onlyTells},checks)}async function showRun(dependencies,run,options){let plan2=hasPlan(run)?await readPlan(dependencies,run,{...options,expected:void 0}):
void 0,errored=run.status==="errored"?await concludeFinal(dependencies,run,plan2):void 0;return{outcome:"shown",gate:gateAtSight(
run),run:errored?.run??run,plan:plan2,checks:void 0,reasons:[],failure:errored?.failure}}async function showWorkspace(dependencies,{
id,name:name3,currentRunId,tellsCurrentRun},options){let{record,log}=dependencies;currentRunId!==void 0&&record.tell({kind:"\
named",runId:currentRunId});let run=currentRunId===void 0?void 0:await readRunToShow(dependencies,currentRunId);run!==void 0&&
record.tell({kind:"found",run});let quiet={...log,warning:()=>{}},{workspaceOutputs,notes=[]}=await readWorkspaceOutputs(
{...dependencies,log:run===void 0?quiet:log},id);if(run===void 0){let isTold=tellsCurrentRun!==!1,said2=isTold?`Workspac\
e ${name3} has no current run.`:`The server does not tell which run of workspace ${name3} is the current one: 'run-id' s\
hows a run, and mode 'list' lists them.`;return{kind:"no-run",ending:{outcome:"shown",state:isTold?"No current run":"Cur\
rent run not known",isRunUntold:!isTold,note:[said2,...notes].join(" "),workspaceOutputs}}}return{kind:"run",ending:{...await showRun(
dependencies,run,options),workspaceOutputs,notes}}}function toEnd(play){return async(member,run)=>({kind:"ended",ending:await play(member,run)})}var modes2={plan:toEnd(plan),
"save-plan":toEnd(plan),apply,show:toEnd(async(member,run)=>await showRun(member.house,run,{temporaryFolder:temporaryFolderOf(
member.given)})),discard:toEnd(discard),cancel:toEnd(async(member,run)=>await cancelRun(member.house,run.id,endOptions(member,
run))),"force-cancel":toEnd(async(member,run)=>await forceCancelRun(member.house,run.id,endOptions(member,run))),"force-\
execute":toEnd(async(member,run)=>await forceExecuteRun(member.house,run.id,async other=>{await admitOther(member,other)}))};
async function plan(member,run){let{given,house}=member,{inputs:inputs2}=given;return await planRun(house,run,{follow:followOptions(
member,run),temporaryFolder:temporaryFolderOf(given),cleanup:inputs2.cleanup,audit:audit(given,run),rules:inputs2})}async function apply(member,run){
let{given,house,evidence,together:together2}=member,{inputs:inputs2}=given;if(run.planOnly)throw new RunRefusedError(`Ru\
n ${run.id} is plan-only and can never be applied. Use 'mode: apply' without 'run-id' to make an applicable run.`);let course2=beginCourse(
house,run,{follow:followOptions(member,run),temporaryFolder:temporaryFolderOf(given),cleanup:inputs2.cleanup,approve:inputs2.
approve,rules:inputs2,onBlocked:inputs2.onBlocked,overrideReason:inputs2.policyOverride?inputs2.overrideReason:void 0,audit:audit(
given,run),readGitHub:createReader(given,evidence),readCommit:given.subject&&commitEvidence(member,given.subject),together:together2}),
reached=await reachGate(course2);return reached.kind==="ended"?reached:{kind:"waits",course:course2,at:reached}}async function discard({
given,house},run){let known3=hasPlan(run)?await readPlan(house,run,{temporaryFolder:temporaryFolderOf(given),expected:void 0}):
void 0,word2={purpose:"asked",comment:audit(given,run)},discarded=await discardRun(house,run.id,word2);return await concludeFinal(
house,discarded,known3)}function endOptions({given},run){return{comment:audit(given,run),patience:given.inputs.runTimeout}}
function followOptions({given:{inputs:inputs2},house,workspace,shared},run){let facts=house.record.facts();return{patience:{
queue:inputs2.queueTimeout,run:inputs2.runTimeout,apply:inputs2.applyTimeout},streamPlan:isOwn(facts)||isAdopted(facts)||
!hasPlan(run),usual:{plan:workspace.planDurationAverage,apply:workspace.applyDurationAverage},crowd:shared.crowd}}var mostRuns=3;async function playCommit(member,subject){await admitAsker(member);let search=searchOf(member,subject),found=await findCommitRun(
member.house,search);for(let runs2=1;;runs2+=1){if(found.kind!=="found")return endWithout(member,subject,found);let arrived=await playFound(
member,subject,found);if(arrived.kind==="waits")return arrived;let{ending}=arrived;if(!isVainEnd(member,ending)||runs2>=
mostRuns)return arrived;let again=await findCommitRun(member.house,{...search,patience:0}).catch(()=>{});if(again?.kind===
"found"&&again.run.id!==found.run.id){member.house.log.info(`Run ${found.run.id} is ${ending.run.status}; run ${again.run.
id} of the same commit takes its place.`),found=again;continue}return{kind:"ended",ending:await endVain(subject,search,ending)}}}
async function playFound(member,subject,{run:{id},notes}){let{given,house}=member,{mode}=given.inputs;if(mode==="list"||
mode==="upload")throw new Error(`'mode: ${mode}' acts on no run.`);let run=await readCommitRun(house,id),isTold=changingModes.
has(mode)||run.status==="applied";house.record.tell({kind:isTold?"found":"adopted",run});for(let note2 of notes)house.log.
info(note2);if(mode==="apply"&&refuseAutoApply(run),changingModes.has(mode)){let evidence=await commitEvidence(member,subject)(
run,void 0);await admitCommitRun(member,run,evidence)}let arrived=await modes2[mode](member,run);if(notes.length===0||arrived.
kind==="waits")return arrived;let{ending}=arrived;return{kind:"ended",ending:{...ending,notes:[...ending.notes??[],...notes]}}}
function refuseAutoApply(run){let objection=objectionToAutoApply(run);if(!(objection===void 0||run.status==="applied"))throw new RunRefusedError(
`${objection.message} This step confirmed nothing.`)}function searchOf(member,subject){let{given,house,workspace}=member,
{inputs:inputs2,workflow}=given,{repository}=workflow,github=connectGitHub(given,house),ask=async read2=>{if(github===void 0)
return{known:!1,why:"the input 'github-token' is empty."};try{return{known:!0,value:await read2(github)}}catch(error){return house.
signal.throwIfAborted(),unread(error)}},{sha,pullRequest:number}=subject.wanted,tracked;return{wanted:{...subject.wanted,
workspaceId:workspace.id},kind:kindOf2(inputs2.mode,subject),isProposed:subject.isProposed,base:subject.base,isFork:subject.
isFork,patience:inputs2.queueTimeout,trackedBranch:async connected=>(tracked?.known===!0||(tracked=await trackedBranchOf(
member,{known:!0,value:connected})),tracked??{known:!1,why:"it was not read."}),heardOf:async()=>await ask(api=>readHeardOf(
api,repository,sha,{organization:workspace.organization??inputs2.organization??"",workspace:workspace.name})),changedFiles:async()=>number===
void 0?{known:!1,why:"no pull request is known."}:await ask(api=>readChangedFileCount(api,repository,number)),headNow:async()=>{
if(!subject.isProposed||number===void 0)return;let pull=await ask(api=>readPullRequest(api,repository,number));return pull.
known?pull.value.headSha:void 0}}}function kindOf2(mode,{isProposed}){let isShown2=mode==="plan"||mode==="show";return{planOnly:isShown2&&
!isProposed?void 0:isProposed?mode!=="apply"&&mode!=="discard":!1,allowsRetry:isShown2}}function isVainEnd({given,house},{
run}){let{mode,approve}=given.inputs;return(mode==="plan"||mode==="apply"&&approve!==!1)&&["canceled","discarded","force\
_canceled"].includes(run.status)&&!hasActed(house.record.facts())}async function endVain({isProposed,wanted},{headNow},ending){
if(!isProposed||ending.run.status==="discarded")return ending;let head=await headNow();if(head===void 0||head===wanted.sha)
return ending;let note2=`The plan of ${shortCommit(wanted.sha)} was cancelled, as HCP Terraform does where the pull requ\
est has a newer head: it is at ${shortCommit(head)} now, which has a job of its own.`;return{...ending,failure:void 0,isSuperseded:!0,
notes:[...ending.notes??[],note2]}}function endWithout({house:{log,record},workspace},{wanted},found){let isPlanned=found.
kind==="nothing-to-plan",note2=isPlanned?`No plan is needed. ${found.why}`:`There is no run of ${shortCommit(wanted.sha)}\
 in workspace ${workspace.name}, and the pull request is at ${shortCommit(found.head)} now: its own job tells of that.`;
return log.notice(note2),record.tell({kind:"ended-runless",ending:{outcome:"skipped",state:isPlanned?"Nothing to plan":"\
Superseded",note:note2,isLogged:!isPlanned,isSuperseded:!isPlanned}}),{kind:"runless",isOk:!0}}async function insistOnSavedPlan(dependencies,run){if(!run.savePlan)throw new SavedPlanError(run.id,await settleForError(
dependencies,run.id,"The server did not take the run as a saved plan."))}function renderBytes(bytes){if(bytes<1024)return`${bytes} B`;let kibibytes=bytes/1024;return kibibytes<1024?`${kibibytes.
toFixed(1)} KiB`:`${(kibibytes/1024).toFixed(1)} MiB`}function explainRefusedCreation(error,refused3){if(!(error instanceof ApiError))return error;if(isTooLarge(error)){let{asked}=refused3;
return asked===void 0?error:error.explained(tooLarge(asked))}if(/configuration version is missing/i.test(error.message))
return new RunRefusedError(`Workspace ${refused3.workspace.name} has no configuration yet. Set 'configuration-directory'\
 to upload one.`,{cause:error});let hint=hintFor(error,refused3);return hint===void 0?error:error.explained(hint)}function hintFor(error,refused3){
let{name:name3}=refused3.workspace;switch(error.status){case 401:return`${error.hint} That is the input 'token', or 'hos\
tname' where it is another server's.`;case 403:return error.hint.startsWith("The token is missing")?`${error.hint} That \
is the input 'token'.`:`The token reads workspace ${name3}, so 'workspace' and 'organization' are right: ${forbidden(refused3)}\
.${sent(refused3)}`;case 404:return`Workspace ${name3} was read with this token just before, so 'workspace' and 'organiz\
ation' are right: ${notFound(refused3)}.`;case 422:return unprocessable(error,refused3);default:return}}function forbidden(refused3){
let{canQueueRun,canQueueDestroy}=refused3.workspace.permissions,may=refused3.asked?.isDestroy===!0&&refused3.asked.planOnly!==
!0?canQueueDestroy:canQueueRun,kind=kindOf3(refused3),besides="the organization's plan does not include what was asked f\
or";return may===!0?`the server says that the token (input 'token') may create ${kind} there. So ${besides}, or a policy\
 of the organization or a proxy refuses the request`:`the team of the token (input 'token') lacks the permission to crea\
te ${kind} there ('plan' for a plan, 'write' for a run to apply), or ${besides}`}function tooLarge(asked){let sizes=Object.
entries({"'variables' and 'var-files'":asked.variables,"'targets'":asked.targetAddrs,"'replace'":asked.replaceAddrs,"'po\
licy-paths'":asked.policyPaths,"'message'":asked.message}).map(([name3,value=""])=>({name:name3,bytes:Buffer.byteLength(
JSON.stringify(value))})).sort((one,other)=>other.bytes-one.bytes),[largest,...others]=sizes.filter(({bytes},index2)=>index2===
0||bytes>1024),told3=[largest,...others].flatMap(each=>each===void 0?[]:`${each.name} (${renderBytes(each.bytes)})`),[variable]=[
...asked.variables??[]].sort((one,other)=>other.value.length-one.value.length),most=variable===void 0||largest?.name.includes(
"variables")!==!0?"":` The largest variable is ${variable.key}.`;return`The request for the run is too large for the ser\
ver or for a proxy before it. What is largest in it: ${told3.join(", ")}.${most} Send less, have values that do not chan\
ge set in the workspace, or have the proxy's limit for request bodies raised.`}function kindOf3({asked}){return asked===
void 0?"configuration versions":asked.isDestroy===!0?"destroy runs":"runs"}function notFound({asked,uploads}){let rights=`\
the token may not create ${asked===void 0?"configuration versions":"runs"} there (input 'token')`;return asked?.configurationVersionId===
void 0||uploads?rights:`${rights}, or there is no configuration version ${asked.configurationVersionId} in it (input 'co\
nfiguration-version-id')`}function unprocessable(error,refused3){let named=error.errors.flatMap(({pointer})=>inputOf4(pointer)??
[]);return named.length>0&&refused3.asked!==void 0?`Correct ${named.map(name3=>`'${name3}'`).join(", ")}.${sent(refused3)}`:
`The answer names no attribute.${sent(refused3)} The usual causes: ${usualCauses(refused3).join("; ")}.`}var inputs={"al\
low-config-generation":"allow-config-generation","allow-empty-apply":"allow-empty-apply","debugging-mode":"debugging-mod\
e","invoke-action-addrs":"invoke-action","policy-paths":"policy-paths","is-destroy":"destroy","plan-only":"mode",refresh:"\
refresh","refresh-only":"refresh-only","replace-addrs":"replace","save-plan":"mode","target-addrs":"targets","terraform-\
version":"terraform-version",variables:"variables"};function inputOf4(pointer=""){let[,attribute=""]=/\/attributes\/([a-z-]+)/.
exec(pointer)??[];return inputs[attribute]}function sent({asked,uploads}){if(asked===void 0)return"";let{configurationVersionId:version2,
variables=[]}=asked;return` Sent was: ${[version2===void 0?"the workspace's current configuration":`configuration versio\
n ${version2}${uploads?" (uploaded by this step)":""}`,...asked.planOnly===!0?["plan-only"]:[],...asked.savePlan===!0?["\
save-plan"]:[],...asked.isDestroy===!0?["destroy"]:[],...asked.refreshOnly===!0?["refresh-only"]:[],...asked.refresh===!1?
["refresh: false"]:[],...asked.allowEmptyApply===!0?["allow-empty-apply"]:[],...asked.allowConfigGeneration===!0?["allow\
-config-generation"]:[],...asked.debuggingMode===!0?["debugging-mode"]:[],...listed2("targets",asked.targetAddrs),...listed2(
"replace",asked.replaceAddrs),...listed2("invoke-action",asked.invokeActionAddrs),...listed2("policy-paths",asked.policyPaths),
...asked.terraformVersion===void 0?[]:[`terraform-version ${asked.terraformVersion}`],...listed2("variables",variables.map(
({key})=>key))].join(", ")}.`}function listed2(name3,values3=[]){return values3.length===0?[]:[`${name3} ${values3.join(
" and ")}`]}function usualCauses({workspace,asked,uploads}){let{name:name3,vcsRepoIdentifier:repository,executionMode}=workspace,
isPlan=asked?.planOnly===!0;return[repository===void 0?`workspace ${name3} is connected to version control, where upload\
s can be planned only`:`workspace ${name3} is connected to ${repository}, where ${isPlan?"some servers take no uploads":
"an upload can be planned only"} ('commit: head' decides about the run that version control makes)`,...asked===void 0?[]:
[uploads?"the configuration is not processed yet, or could not be (run this step again)":"the configuration version is n\
ot 'uploaded', or is of another workspace"],...asked?.terraformVersion===void 0?[]:[`the server has no Terraform ${asked.
terraformVersion}`],...executionMode===void 0?["the execution mode of the workspace is local"]:[]]}async function uploadConfiguration({hcp,door,log},options){let{directory,workspace,pack}=options,archive=await pack(directory,
workspace.workingDirectory);for(let warning of archive.warnings)log.warning(warning);log.info(`Uploading ${archive.files}\
 ${archive.files===1?"file":"files"} of '${directory}' (${renderBytes(archive.bytes)} packed)`);let version2=await door.
uploads.create(workspace.id,{speculative:options.planOnly,provisional:!options.planOnly}).catch(error=>{throw explainRefusedCreation(
error,{workspace,asked:void 0,uploads:!0})});if(version2.uploadUrl===void 0)throw new RunRefusedError(`The server made c\
onfiguration version ${version2.id} without an upload address, so '${directory}' cannot be uploaded. The usual cause is \
an organization's token, which gets none: use a team's or a user's.`);log.mask(version2.uploadUrl);try{await door.uploads.
upload(version2.uploadUrl,archive.path)}catch(error){throw explainUpload(error,archive,directory)}return await hcp.configurationVersions.
waitUntilUploaded(version2.id),{id:version2.id,digest:archive.digest}}function explainUpload(error,{bytes,largest},directory){
if(!(error instanceof ApiError)||!isTooLarge(error))return error;let files=largest.map(file=>`'${file.name}' (${renderBytes(
file.bytes)})`).join(", ");return new RunRefusedError(`The upload of '${directory}' is too large for the server or for a\
 proxy before it, which answered with ${error.status}: ${renderBytes(bytes)} packed. The largest files in it, unpacked: ${files}\
. Leave out with .terraformignore what Terraform does not need, or have the proxy's limit for request bodies raised.`,{cause:error})}async function startRun(dependencies,options){let{record}=dependencies,{workspace,planOnly}=options,uploaded=options.configurationDirectory===
void 0?void 0:await uploadConfiguration(dependencies,{...options,directory:options.configurationDirectory}),configurationVersionId=uploaded?.
id??options.configurationVersionId,digest3=uploaded?.digest??options.configurationDigest;configurationVersionId!==void 0&&
record.tell({kind:"uploaded",configurationVersionId,digest:digest3});let message=options.messageOf(digest3),runOptions={
workspaceId:workspace.id,message,planOnly,...options.savePlan===!0?{savePlan:!0}:{},...options.parameters,...configurationVersionId===
void 0?{}:{configurationVersionId}},run=await makeRun(dependencies,options,runOptions);if(await heedAnswer(dependencies,
run,runOptions),run.autoApply===!0&&!planOnly){let after2=await settleForError(dependencies,run.id,"auto-apply was switc\
hed on");throw new AutoApplyError(run.id,after2)}return run}async function heedAnswer(dependencies,run,asked){let{log}=dependencies,
kind=otherKind(run,asked);if(kind!==void 0){let after2=await settleForError(dependencies,run.id,`The server did not take\
 '${kind}'.`);throw new RunRefusedError(`Run ${run.id} was created with '${kind}: true', and the server made a run witho\
ut it. This step confirmed nothing. ${after2}`)}let missing2=disregarded(run,asked);if(missing2.length>0){let what=`The \
server's answer does not have what run ${run.id} was made with: ${missing2.map(name3=>`'${name3}'`).join(", ")}. It may \
be planned without; look at its plan.`;dependencies.record.tell({kind:"disregarded",what}),log.warning(what)}run.message.
includes(asked.message)||log.warning(`The server does not keep the message of run ${run.id}: this step knows where the r\
un comes from, and a later job cannot. Decide about it in this step or in the web interface, or later with 'allow-foreig\
n-run: true'.`),run.autoApply===void 0&&asked.planOnly!==!0&&log.warning(`Run ${run.id} was made with 'auto-apply: false\
', and the server does not say that it is. If it applies by itself, no rule is asked.`)}function otherKind(run,asked){return asked.
planOnly===!0&&run.planOnly===!1?"plan-only":asked.isDestroy===!0&&asked.planOnly!==!0&&run.isDestroy===!1?"destroy":void 0}
function disregarded(run,asked){let lacks=(wanted=[],has)=>wanted.some(each=>!has.includes(each)),names2=asked.variables?.
map(({key})=>key);return[["destroy",asked.isDestroy===!0&&run.isDestroy!==!0],["refresh-only",asked.refreshOnly===!0&&!run.
refreshOnly],["refresh",asked.refresh===!1&&run.refresh],["allow-empty-apply",asked.allowEmptyApply===!0&&!run.allowEmptyApply],
["targets",lacks(asked.targetAddrs,run.targetAddrs)],["replace",lacks(asked.replaceAddrs,run.replaceAddrs)],["invoke-act\
ion",lacks(asked.invokeActionAddrs,run.invokeActionAddrs)],["policy-paths",lacks(asked.policyPaths,run.policyPaths)],["v\
ariables",lacks(names2,run.variableNames??names2??[])]].flatMap(([name3,isMissing2])=>isMissing2?[name3]:[])}async function makeRun({
hcp,door,record,log},options,runOptions){try{return await door.make(runOptions)}catch(error){if(!isAmbiguous(error))throw explainRefusedCreation(
error,{workspace:options.workspace,asked:runOptions,uploads:options.configurationDirectory!==void 0});log.warning("The a\
nswer to the creation of the run was lost; looking for the run before anything else is done.");let found=await hcp.runs.
findByMessage(runOptions.workspaceId,runOptions.message).catch(()=>{}),isOther=runOptions.configurationVersionId!==void 0&&
found?.configurationVersionId!==void 0&&found.configurationVersionId!==runOptions.configurationVersionId;if(found===void 0||
isOther)throw error;return record.tell({kind:"made",run:found}),found}}async function supersedeRuns(dependencies,workspaceId,owner,comment2){let{log,signal}=dependencies,settled=[],runs2;try{
runs2=await findOwnRuns(dependencies,workspaceId,owner)}catch(error){return signal.throwIfAborted(),log.warning(`Older r\
uns of this pull request may still be waiting: ${saidBy(error)}`),settled}for(let run of runs2.doubtful)isConfirmedOrLater(
run.status)||log.warning(`Run ${run.id} may still be waiting: ${runs2.why}`);for(let candidate of runs2.own){if(!isSupersededBy(
candidate,owner))continue;let{id,permissions:permissions3}=candidate;if(permissions3.canDiscard===!1&&permissions3.canCancel===
!1){log.info(`Run ${id} of this pull request is left as it is: this token may neither discard nor cancel it.`);continue}
try{let outcome=await settleRun(dependencies,id,{purpose:"supersede",comment:comment2});outcome.did!=="nothing"?(settled.
push(id),log.info(`Run ${id} of this pull request was asked to ${outcome.did}.`)):isFinal(outcome.run.status)||log.warning(
`Run ${id} of this pull request was left as it is: ${outcome.why}.`)}catch(error){signal.throwIfAborted(),log.warning(`R\
un ${id} of this pull request may still be waiting: ${saidBy(error)}`)}}return settled}async function findOwnRuns({hcp,signal,
record},workspaceId,owner){let unfinished=await hcp.runs.listUnfinished(workspaceId),runs2=unfinished.filter(run=>claimsToBeOf(
run,owner)),silent=unfinished.filter(isSilent);if(runs2.length+silent.length===0)return{own:[],doubtful:[],why:"",others:[],
nameless:[]};let self;try{self=(await hcp.accounts.read()).id}catch(error){return signal.throwIfAborted(),{own:[],doubtful:runs2,
why:`it says that it is of this pull request, and was left alone, since whose token this is could not be read. ${saidBy(
error)}`,others:[],nameless:silent}}let told3=(await withMakers({hcp,signal},runs2)).filter(run=>claimsToBeOf(run,owner)),
isUntold3=({createdById,source})=>createdById===void 0||source===void 0,untold3=told3.filter(isUntold3),known3=told3.filter(
run=>!isUntold3(run)),own=known3.filter(({createdById})=>createdById===self),why=`made for ${owner.pullRequest===void 0?
"an earlier attempt of this workflow run":`${owner.repository}#${owner.pullRequest}`} by this account`;for(let{id}of own)
record.tell({kind:"admitted",runId:id,why});return{own,doubtful:untold3,why:untold3.length===0?"":"it says that it is of\
 this pull request, and was left alone, since the server does not tell who made it, and through what.",others:known3.filter(
({createdById})=>createdById!==self),nameless:silent.filter(({createdById})=>createdById===void 0||createdById===self)}}
async function withMakers({hcp,signal},runs2){return await Promise.all(runs2.map(async run=>{let{createdById,source}=run;
if(createdById!==void 0&&source!==void 0)return run;try{return await hcp.runs.read(run.id)}catch{return signal.throwIfAborted(),
run}}))}function isSilent({status,message,source,planOnly}){return!isFinal(status)&&!isConfirmedOrLater(status)&&planOnly!==
!0&&(source===void 0||source==="tfe-api")&&isWordless(message)}function isSupersededBy(run,owner){return isOf(run,owner)&&
!isConfirmedOrLater(run.status)}function claimsToBeOf(run,owner){return isOf({...run,source:run.source??"tfe-api"},owner)}
function isOf(run,{repository,pullRequest,before}){let provenance=provenanceOf(run);return provenance!==void 0&&!isFinal(
run.status)&&isOfRepository(provenance,repository)&&(pullRequest===void 0?provenance.workflowRun===before?.workflowRun:provenance.
pullRequest===pullRequest)&&(before===void 0||isBefore(provenance,before))}function isBefore({workflowRun,attempt:attempt5},now){
if(![workflowRun,attempt5,now.workflowRun,now.attempt].every(isNumber))return!1;let one=BigInt(workflowRun),other=BigInt(
now.workflowRun);return one<other||one===other&&BigInt(attempt5)<BigInt(now.attempt)}function isNumber(text){return/^\d+$/.
test(text)}import{lstat,readFile as readFile3}from"node:fs/promises";import{dirname as dirname2,join as join5,resolve as resolve5}from"node:path";
var longestFile2=50*1024*1024,mostLinks=5;async function readHead2(folder,top){try{let gitFolder=await findGitFolder(resolve5(
folder),resolve5(top));if(gitFolder===void 0)return{kind:"none"};let common=await readCommonFolder(gitFolder),sha=await readReference(
"HEAD",gitFolder,common);return sha===void 0?{kind:"unknown",why:`the HEAD of the checkout in ${gitFolder} names no comm\
it`}:{kind:"commit",sha}}catch(error){return{kind:"unknown",why:error instanceof Error?error.message:String(error)}}}async function findGitFolder(folder,top){
let path3=join5(folder,".git"),found=await lstat(path3).catch(ignoreMissing);if(found?.isDirectory()===!0)return path3;if(found?.
isFile()===!0){let[,target]=/^gitdir: (.+)$/m.exec(await readText(path3))??[];if(target===void 0)throw new Error(`${path3}\
 names no folder of git`);return resolve5(folder,target.trim())}if(found!==void 0)throw new Error(`${path3} is neither a\
 folder nor a file`);let parent=dirname2(folder);return folder===top||parent===folder?void 0:await findGitFolder(parent,
top)}async function readCommonFolder(gitFolder){let text=await readText(join5(gitFolder,"commondir")).catch(ignoreMissing);
return text===void 0?gitFolder:resolve5(gitFolder,text.trim())}async function readReference(name3,gitFolder,common,links=0){
let text=await readText(join5(gitFolder,name3)).catch(ignoreMissing)??await readText(join5(common,name3)).catch(ignoreMissing);
if(text===void 0)return await readPacked(name3,common);let[,target]=/^ref: (\S+)\s*$/.exec(text)??[];if(target===void 0)
return commitOf(text.trim());if(!(!(/^refs\/[^\\]+$/.test(target)&&!target.includes(".."))||links>=mostLinks))return await readReference(
target,gitFolder,common,links+1)}async function readPacked(name3,common){let line2=(await readText(join5(common,"packed-\
refs")).catch(ignoreMissing))?.split(`
`).find(each=>each.trimEnd().endsWith(` ${name3}`));return commitOf(line2?.split(" ",1)[0]??"")}function commitOf(text){
return/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)?text:void 0}async function readText(path3){let{size}=await lstat(path3);
if(size>longestFile2)throw new Error(`${path3} is too long`);return await readFile3(path3,"utf8")}function ignoreMissing(error){
let{code:code2}=error;if(!(code2==="ENOENT"||code2==="ENOTDIR"||code2==="EISDIR"))throw error}var mostPages3=5;async function readVersionCommit(about){let{inputs:inputs2}=about.given,{configurationVersionId:given}=inputs2;
if(given!==void 0&&given!==currentConfiguration)return await commitOfGiven(about,given);let{currentVersionId}=about.workspace;
return inputs2.mode==="plan"||currentVersionId===void 0?void 0:await commitOfCurrent(about,currentVersionId)}async function commitOfGiven(about,id){
let{name:name3}=about.workspace,origin=await findOrigin(about,id);if(origin===void 0)throw refused2(id,"origin-unknown",
`it is not among the newest ${mostPages3*100} of workspace ${name3}, so it may be another workspace's`);let ingress=await ingressOf2(
about,origin);if(ingress===void 0)return;let objection=objectionTo3(about,origin,ingress);if(objection===void 0)return ingress.
commitSha;throw refused2(id,objection.code,objection.message)}async function commitOfCurrent(about,id){let{given,house}=about;
try{let origin=await findOrigin(about,id),ingress=origin&&await ingressOf2(about,origin);return origin===void 0||ingress===
void 0||objectionTo3(about,origin,ingress)!==void 0?void 0:ingress.commitSha}catch(error){house.signal.throwIfAborted(),
house.log.warning(`It is not known which commit the workspace's current configuration is of: ${saidBy(error)} The run is\
 said to be of ${shortCommit(given.sha)}, the event's.`);return}}async function findOrigin({house:{hcp},workspace},id){let next=1;
for(;next!==void 0&&next<=mostPages3;){let page=await hcp.configurationVersions.listOrigins(workspace.id,next),found=page.
origins.find(origin=>origin.id===id);if(found!==void 0)return found;next=page.nextPage}}async function ingressOf2({house:{
hcp}},{id,source,ingressAttributes:told3}){if(!(told3==="none"||told3===void 0&&source==="tfe-api"))return told3??await hcp.
ingressAttributes.read(id)}function objectionTo3({given:{workflow}},origin,ingress){return objectionToCommit({...origin,
ingressAttributes:ingress},{repository:fullName(workflow.repository),host:new URL(workflow.serverUrl).hostname,sha:ingress.
commitSha??""})}function refused2(id,code2,why){let message=`No run was made: 'configuration-version-id' is ${id}, and ${why}${why.
endsWith(".")?"":"."} A run of it would be said to be of this repository and commit.`;return new StrangerError(message,[
{code:code2,message,facts:{input:"configuration-version-id",id}}])}var mergeEvents=new Set(["pull_request","pull_request_review","pull_request_review_comment"]);async function readCommit2(member){
let{given}=member,{configurationDirectory}=given.inputs;return configurationDirectory!==void 0?await commitOfFolder(given,
configurationDirectory,member.house.log):await readVersionCommit(member)??given.sha}async function commitOfFolder({workflow,
location,sha},configurationDirectory,log){let top=workflow.checkout||process.cwd(),head=await readHead2(configurationDirectory,
top);switch(head.kind){case"none":return sha;case"unknown":return log.warning(`It is not known which commit '${configurationDirectory}\
' holds: ${head.why}. The run is said to be of ${shortCommit(sha)}, the event's.`),sha;case"commit":{let isMerge=mergeEvents.
has(workflow.eventName)&&head.sha===workflow.sha;return head.sha===sha||isMerge?sha:((location.kind!=="number"||location.
headSha!==void 0)&&log.warning(`The checkout holds commit ${shortCommit(head.sha)}, and the event is about ${shortCommit(
sha)}: the run is said to be of ${shortCommit(head.sha)}. Check out the event's commit by its id, not by the name of a b\
ranch.`),head.sha)}}}async function makeRun2(member){refuseInMergeQueue(member.given);let{house,workspace}=member,{inputs:inputs2,parameters:parameters4}=member.
given,sha=await readCommit2(member),given={...member.given,sha};await judgeBeforehand(given,member.evidence),inputs2.debuggingMode&&
house.log.warning("'debugging-mode' is on: the log of this run may show secrets."),await supersede({...member,given});let{
configurationVersionId}=inputs2,isSaved=inputs2.mode==="save-plan",run=await startRun(house,{workspace,messageOf:configuration=>messageOf2(
given,configuration),planOnly:inputs2.mode==="plan",savePlan:isSaved,parameters:parameters4,configurationDirectory:inputs2.
configurationDirectory,configurationVersionId:configurationVersionId===currentConfiguration?void 0:configurationVersionId,
pack:member.shared.pack});return isSaved&&await insistOnSavedPlan(house,run),run}function refuseInMergeQueue({inputs:inputs2,
workflow}){if(!(inputs2.mode!=="apply"||workflow.eventName!=="merge_group"))throw new RunRefusedError("No run was made: \
this is a merge queue (event 'merge_group'), whose commit is on no branch yet, so nothing of it could be applied. Plan i\
t here with 'mode: plan', as a required check, and apply with 'mode: apply' on the 'push' to the base branch that follow\
s the merge.")}async function makeRunAgain(member,before,why){let{house,workspace,evidence,shared}=member,made=parseProvenance(
messageOf(house.record.facts(),before)),given={...member.given,sha:made?.sha??member.given.sha},{inputs:inputs2,parameters:parameters4}=given;
await judgeBeforehand(given,evidence);let{id,configurationVersionId}=before,comment2=`${audit(given,void 0)}

${why}`;await settleRun(house,id,{purpose:"supersede",comment:comment2});let deadline=house.clock.now()+inputs2.runTimeout,
{status}=await waitForEnd(house,id,deadline);if(!isFinal(status)||configurationVersionId===void 0)throw new RunRefusedError(
`Workspace ${workspace.name} was to be planned again, and run ${id} is in the way: it is ${renderStatus(status)}. It was\
 not confirmed.`);return house.log.info(why),await startRun(house,{workspace,messageOf:configuration=>messageOf2(given,configuration),
planOnly:!1,parameters:parameters4,configurationDirectory:void 0,configurationVersionId,configurationDigest:uploadedDigest(
house.record.facts()),pack:shared.pack})}async function supersede({given,house,workspace}){let{inputs:inputs2,workflow,location}=given,
isFirst=!(Number(workflow.runAttempt)>1),isOfPullRequest=location.kind==="number";!inputs2.supersede||!isOfPullRequest&&
isFirst||await supersedeRuns(house,workspace.id,{repository:fullName(workflow.repository),pullRequest:isOfPullRequest?location.
number:void 0,before:{workflowRun:workflow.runId,attempt:workflow.runAttempt}},`${audit(given,void 0)}

A newer run ${isOfPullRequest?"of this pull request":"of this workflow run"} takes its place.`)}async function endOwnRuns(dependencies,workspaceId,owner,options){let{clock,log}=dependencies,deadline=clock.now()+options.
patience,found=await findOwnRuns(dependencies,workspaceId,owner);for(let{id}of found.others)log.warning(`Run ${id} says \
that it is of this pull request, and another account than this token's made it. It was left alone.`);let asked=[];for(let{
id}of found.own)asked.push(await askToEnd(dependencies,id,deadline,options));let all=[];for(let each of asked)all.push(typeof each==
"string"?await awaitEnd(dependencies,each,deadline,options):each);return{ended:all.filter(each=>"status"in each),left:[...found.
doubtful.map(({id})=>({id,why:found.why})),...found.nameless.map(({id})=>({id,why:nameless})),...all.filter(each=>"why"in
each)]}}var nameless="it has no message that says where it comes from, as on servers that keep none, so whether it is of\
 this pull request is not known. 'run-id' with 'allow-foreign-run' discards it";async function askToEnd(dependencies,id,deadline,{
comment:comment2,patience:patience2}){let{clock,signal,log}=dependencies;if(clock.now()>=deadline){let why=`'run-timeout\
' (${renderDuration(patience2)}) ran out before`;return{id,why}}try{let settled=await settleRun(dependencies,id,{purpose:"\
supersede",comment:comment2}),{run}=settled;return settled.did!=="nothing"?(log.info(`Run ${id} was asked to ${settled.did}\
.`),id):isFinal(run.status)?run:run.canceledAt!==void 0&&!isConfirmedOrLater(run.status)?id:{id,why:settled.why}}catch(error){
return signal.throwIfAborted(),{id,why:saidBy(error)}}}async function awaitEnd(dependencies,id,deadline,{patience:patience2}){
try{let run=await waitForEnd(dependencies,id,deadline);if(isFinal(run.status))return run;let why=`it was asked to end, a\
nd is still ${renderStatus(run.status)} after 'run-timeout' (${renderDuration(patience2)})`;return{id,why}}catch(error){
return dependencies.signal.throwIfAborted(),{id,why:`it was asked to end, and then: ${saidBy(error)}`}}}async function discardOwnRuns({given,house,workspace}){let{inputs:inputs2,workflow,location}=given,{log,record}=house;if(location.
kind!=="number")throw new RunRefusedError(`'mode: discard' without 'run-id' discards what a pull request left waiting, a\
nd there is none here: ${location.kind==="none"?location.why:"the event tells only a commit"}. Set 'run-id' or 'pull-req\
uest'.`);let{ended:ended2,left}=await endOwnRuns(house,workspace.id,{repository:fullName(workflow.repository),pullRequest:location.
number,before:void 0},{comment:audit(given,void 0),patience:inputs2.runTimeout}),whose=`of #${location.number} in ${workspace.
name}`;for(let{id,status}of ended2)log.info(`Run ${id} ${whose} is ${renderStatus(status)}.`);let notes=left.map(({id,why})=>`\
Run ${id} ${whose} was not discarded: ${why.replace(/\.$/,"")}. Decide about it in the web interface, or run this step a\
gain.`);for(let note2 of notes)log.error(note2);let count3=ended2.length+left.length,sum3=`${count3} unfinished ${count3===
1?"run":"runs"} ${whose}, ${ended2.length} ended now.`;return log.info(sum3),record.tell({kind:"ended-runless",ending:{outcome:left.
length===0?"discarded":"errored",state:left.length>0?"Not all discarded":count3===0?"Nothing to discard":`${count3} ${count3===
1?"run":"runs"} discarded`,note:sum3,failure:notes.length===0?void 0:notes.join(" "),isLogged:!0}}),{kind:"runless",isOk:left.
length===0}}async function show({given,house,workspace}){let temporaryFolder=temporaryFolderOf(given),shown=await showWorkspace(house,
workspace,{temporaryFolder});return shown.kind==="run"?{kind:"ended",ending:shown.ending}:(house.record.tell({kind:"ende\
d-runless",ending:shown.ending}),{kind:"runless",isOk:!0})}async function upload({given:{inputs:inputs2},house,workspace,
shared}){let{configurationDirectory:directory}=inputs2;if(directory===void 0)throw new RunRefusedError("'configuration-d\
irectory' is empty.");let{id,digest:digest3}=await uploadConfiguration(house,{directory,workspace,planOnly:!1,pack:shared.
pack});return house.record.tell({kind:"uploaded",configurationVersionId:id,digest:digest3}),house.record.tell({kind:"end\
ed-runless",ending:{outcome:"uploaded",note:`Uploaded '${directory}' to workspace ${workspace.name} as configuration ver\
sion ${id}: no run was made. Pass it as 'configuration-version-id' to the steps that make runs of it.`,configurationVersionId:id}}),
{kind:"runless",isOk:!0}}var PermissionMissingError=class extends RunRefusedError{};function checkWorkspace(workspace,intent){let lacking2=intent.
createsRun||intent.applies?findMissingPermissions(workspace,intent):[],obstacles=intent.createsRun?findObstacles(workspace,
intent):[];if(lacking2.length+obstacles.length>0){let Refusal=obstacles.length===0?PermissionMissingError:RunRefusedError;
throw new Refusal(`Workspace ${workspace.name} cannot be used: ${[...obstacles,...lacking2].join(" Also, ")}`)}return intent.
createsRun?findNotes(workspace,intent):[]}function findObstacles(workspace,intent){let obstacles=[];return workspace.executionMode===
"local"&&obstacles.push("its execution mode is 'local', so HCP Terraform runs nothing there. Set it to 'remote' or 'agen\
t' in the workspace's settings."),intent.destroys===!0&&workspace.allowDestroyPlan===!1&&obstacles.push("it does not all\
ow destroy plans, and 'destroy' is true. Switch on 'Allow destroy plans' in the workspace's settings, under Destruction \
and Deletion."),obstacles}function findMissingPermissions({permissions:permissions3},intent){let lacking2=[];return intent.
createsRun&&permissions3.canQueueRun===!1&&lacking2.push("the token may not create runs. Give its team the permission 'p\
lan' (or 'write' to apply) on the workspace."),intent.createsRun&&intent.destroys===!0&&intent.isSpeculative!==!0&&permissions3.
canQueueDestroy===!1&&lacking2.push("the token may not create destroy runs. Give its team the permission 'write' on the \
workspace."),intent.applies&&permissions3.canQueueApply===!1&&permissions3.canUpdate!==!0&&lacking2.push("the token may \
not apply runs, and 'approve' is true. Give its team the permission 'write' on the workspace, or the custom permission '\
apply'."),lacking2}function findNotes(workspace,intent){let{vcsRepoIdentifier,name:name3}=workspace,notes=[];if(vcsRepoIdentifier!==
void 0){let instead=intent.uploads===!0?" This run uses the uploaded folder instead; the next one that comes from there \
may undo what it applies.":"";notes.push(`Workspace ${name3} is connected to ${vcsRepoIdentifier}, which starts runs of \
its own on every push.${instead} 'commit: head' shows and gates the run that it makes, instead of making another.`)}return workspace.
speculativeEnabled===!1&&intent.isSpeculative===!0&&notes.push(`Automatic speculative plans are switched off in workspac\
e ${name3}. That is about its VCS connection; this run is planned all the same.`),notes}async function explainRefusedToken({
accounts:accounts2},error){if(!(error instanceof PermissionMissingError||error instanceof ApiError&&[403,404].includes(error.
status)))return error;try{let{tokenKind}=await accounts2.read();if(tokenKind!=="organizations")return error}catch{return error}
return new RunRefusedError("The token is an organization token, and runs cannot be created, applied, discarded or cancel\
led with one. Use a team token (or a user's) whose team has 'plan' or 'write' on the workspace.",{cause:error})}function refuseOtherOrganization(workspace,wanted){let{id,name:name3,organization}=workspace;if(!(wanted===void 0||organization===
void 0||organization.toLowerCase()===wanted.toLowerCase()))throw new RunRefusedError(`Workspace ${id} is '${name3}' of o\
rganization '${organization}', while 'organization' is '${wanted}'. Nothing was done; correct one of the two, or leave '\
organization' out.`)}async function enter({hcp,log,record},inputs2,{existing,known:known3}){let workspace=known3??await readWorkspace(hcp,inputs2,
existing);record.tell({kind:"entered",workspace}),existing!==void 0&&record.tell({kind:"found",run:existing}),refuseOtherOrganization(
workspace,inputs2.organization);let notes=checkWorkspace(workspace,{createsRun:askedOf(inputs2).makesRun||inputs2.mode===
"upload",applies:inputs2.mode==="apply"&&inputs2.approve===!0,destroys:inputs2.destroy,isSpeculative:inputs2.mode==="pla\
n"||inputs2.mode==="upload",uploads:inputs2.configurationDirectory!==void 0});if(inputs2.mode!=="upload")for(let note2 of notes)
log.info(note2);return workspace}async function readWorkspace(hcp,inputs2,run){let{workspace:wanted,organization}=inputs2;
if(wanted===void 0){if(run?.workspaceId===void 0)throw new RunRefusedError(`The server does not say which workspace run ${inputs2.
runId??""} is of. 'mode: show' shows it with 'workspace' and 'organization'; nothing else is done with it.`);return await hcp.
workspaces.read({id:run.workspaceId})}let workspace=await hcp.workspaces.read(wanted.startsWith("ws-")?{id:wanted}:{organization:organization??
"",name:wanted});if(run===void 0||run.workspaceId===workspace.id)return workspace;if(run.workspaceId===void 0){if(inputs2.
mode==="show")return workspace;throw new RunRefusedError(`The server does not say which workspace run ${run.id} is of, s\
o it is not known whether it is of ${wanted}. Nothing was done with it.`)}throw new RunRefusedError(`Run ${run.id} does \
not belong to workspace ${wanted}. Nothing was done with it; check 'run-id' and 'workspace'.`)}function nameOf5({given,house,workspace}){let{inputs:inputs2}=given,known3=workspaceOf(house.record.facts())??workspace;
return{organization:known3?.organization??inputs2.organization??"",name:known3?.name??inputs2.workspace??inputs2.runId??
""}}async function approach({given,house,workspace:known3,fault,shared},together2){if(fault!==void 0)throw fault;let{inputs:inputs2}=given,
{record}=house,{runId}=inputs2;runId!==void 0&&record.tell({kind:"named",runId});let existing=runId===void 0?void 0:await readRunToShow(
house,runId),workspace=await enter(house,inputs2,{existing,known:known3}),{evidence}=shared,member={given,house,workspace,
shared,evidence,together:together2};if(given.subject!==void 0)return await playCommit(member,given.subject);await admit(
member,existing);let{mode}=inputs2;if(mode==="list")throw new Error("A list acts on no run.");return mode==="upload"?await upload(
member):existing!==void 0?await modes2[mode](member,existing):mode==="show"?await show(member):mode==="discard"?await discardOwnRuns(
member):await modes2[mode](member,await makeRun2(member))}async function approachAgain({given,house,shared},{together:together2,
before,why}){let facts=house.record.facts(),workspace=workspaceOf(facts);if(workspace===void 0||!isOwn(facts)||given.inputs.
mode!=="apply")return;let{evidence}=shared,member={given,house,workspace,shared,evidence,together:together2};return await modes2.
apply(member,await makeRunAgain(member,before,why))}var atOnce=5;async function findWorkspaces({hcp,log},selection,{organization,max}){let search={hcp,organization:organization??
"",said:new Set,ignored:new Set,bindings:new Map},findings=[],{selectors}=selection;for(let at=0;at<selectors.length;at+=
atOnce){let some=selectors.slice(at,at+atOnce);findings.push(...await Promise.all(some.map(each=>findBy(search,each))))}
let{ignored,said:said2}=search;ignored.size>0&&said2.add(`The server ignores ${[...ignored].join(", ")}: what does not m\
atch is left out here.`);let found=combine(selection,findings,said2);for(let sentence2 of said2)log.warning(sentence2);return insist(
selection,findings,found,max),found}async function findBy(search,selector){switch(selector.kind){case"id":case"name":return await findNamed(
search,selector);case"glob":return await findByGlob(search,selector);case"tag":return await findByTag(search,selector);case"\
project":return await findByProject(search,selector)}}async function findNamed({hcp,organization},selector){try{let workspace=await hcp.
workspaces.read(selector.kind==="id"?{id:selector.id}:{organization,name:selector.name});return{selector,workspaces:[workspace]}}catch(error){
return{selector,workspaces:[],unread:asUnread(error)}}}function asUnread(error){if(!(error instanceof ApiError&&([403,404].
includes(error.status)||error.status>=500)))throw error;return error}function wildcardOf(glob){let parts=glob.split("*"),
[first=""]=parts,last=parts.at(-1)??"",inner=parts.slice(1,-1).find(part=>part!=="");return first!==""?`${first}*`:inner===
void 0?last===""?void 0:`*${last}`:`*${inner}*`}async function findByGlob(search,selector){let{glob}=selector,wildcardName=wildcardOf(
glob),rows2=await readList3(search,wildcardName===void 0?{}:{wildcardName}),names2=rows2.map(({workspace})=>workspace.name);
names2.some(name3=>!isLike(wildcardName??"*",name3))&&search.ignored.add("search[wildcard-name]");let other=glob.toLowerCase();
return{selector,workspaces:rows2.map(({workspace})=>workspace).filter(({name:name3})=>matchesName(glob,name3)),otherCase:names2.
filter(name3=>matchesName(other,name3.toLowerCase()))}}function isLike(wildcard,name3){let source=wildcard.replaceAll(/[.-]/g,
String.raw`\$&`).replaceAll("*",".*").replaceAll("_",".");return new RegExp(`^${source}$`,"i").test(name3)}async function readList3({
hcp,organization},filters,withBindings=!1){return await hcp.workspaceLists.read(organization,filters,{withBindings})}async function findByTag(search,selector){
let{key,value}=selector,found=[];if(value===void 0){let tag=key.toLowerCase(),isFlat=row=>row.tagNames.some(name3=>name3.
toLowerCase()===tag),rows3=await readList3(search,{tag},!0);found.push(...rows3.filter(isFlat).map(({workspace})=>workspace));
let others=rows3.filter(row=>!isFlat(row));await hasAll(search,others,selector)||search.ignored.add("search[tags]")}let rows2=await readList3(
search,{tagged:{key,value}},!0),asked=value===""?{key,value:void 0}:selector;for(let row of rows2){let bindings=await bindingsOf(
search,row);if(bindings===void 0){if(value===void 0)break;throw new RunRefusedError(`There are no key-value tags on this\
 server, so '${selector.text}' can name no workspace. Use 'tag:${key}' for a flat tag, a name with '*', or a project.`)}
isTagged(bindings,selector)?found.push(row.workspace):isTagged(bindings,asked)||search.ignored.add("filter[tagged]")}return{
selector,workspaces:found}}async function hasAll(search,rows2,selector){for(let row of rows2){let bindings=await bindingsOf(
search,row);if(bindings===void 0||!isTagged(bindings,selector))return!1}return!0}function isTagged(bindings,{key,value}){
return bindings.some(binding=>binding.key===key&&(value===void 0||binding.value===value))}async function bindingsOf({hcp,
bindings},{workspace:{id},bindings:told3}){return told3!==void 0?told3:(bindings.has(id)||bindings.set(id,await hcp.workspaceLists.
readBindings(id)),bindings.get(id))}async function findByProject(search,selector){let project=await findProject(search,selector),
rows2=await readList3(search,{projectId:project.id}),members2=rows2.filter(({projectId})=>projectId===project.id);members2.
length<rows2.length&&search.ignored.add("filter[project][id]");let{workspaceCount=0}=project;return workspaceCount>members2.
length&&search.said.add(`The project '${project.name}' has ${workspaceCount} workspaces, and this token may read ${members2.
length} of them: the others are not in the set.`),{selector,workspaces:members2.map(({workspace})=>workspace)}}async function findProject({
hcp,organization,ignored},{name:name3,text}){let rows2=await hcp.projects.readByName(organization,name3),same=rows2.filter(
row=>row.name.toLowerCase()===name3.toLowerCase());same.length<rows2.length&&ignored.add("filter[names]");let[first,second]=same,
project=same.find(row=>row.name===name3)??(second===void 0?first:void 0);if(project!==void 0)return project;throw new RunRefusedError(
first===void 0?`'${text}' names no project of the organization ${organization} that this token may read. Check its name,\
 and that the token's team may read the project.`:`'${text}' may be each of ${same.map(row=>`'${row.name}'`).sort().join(
", ")}: write it as it is written there.`)}function combine({leftOut},findings,said2){let all=[...new Map(findings.flatMap(
({workspaces:workspaces2})=>workspaces2).map(w=>[w.id,w])).values()],isOut=({id,name:name3},glob)=>id===glob||matchesName(
glob,name3);for(let glob of leftOut.filter(g=>!all.some(w=>isOut(w,g))))said2.add(`'!${glob}' leaves out nothing: no wor\
kspace that the other lines name is called so.`);return{workspaces:all.filter(workspace=>!leftOut.some(glob=>isOut(workspace,
glob))).sort(byName),unread:findings.flatMap(({selector,unread:unread2})=>unread2===void 0||leftOut.some(g=>matchesName(
g,selector.text))?[]:[{name:selector.text,error:unread2}])}}function byName(one,other){return one.name===other.name?one.
id<other.id?-1:1:one.name<other.name?-1:1}function insist({leftOut},findings,{workspaces:workspaces2,unread:unread2},max){
let empty2=findings.filter(each=>each.workspaces.length===0&&each.unread===void 0);if(empty2.length>0)throw new RunRefusedError(
`${empty2.map(sayEmpty).join(" ")} Nothing was started; check the input 'workspace', and what the token's team may read.`);
let[first]=unread2;if(workspaces2.length===0&&first!==void 0)throw first.error;if(workspaces2.length===0)throw new RunRefusedError(
`${leftOut.map(glob=>`'!${glob}'`).join(", ")} ${leftOut.length===1?"leaves":"leave"} out all that ${findings.map(({selector})=>`\
'${selector.text}'`).join(", ")} ${findings.length===1?"names":"name"}, so no workspace is left. Nothing was started.`);
let count3=workspaces2.length+unread2.length;if(count3>max)throw new RunRefusedError(`The input 'workspace' names ${count3}\
 workspaces, and 'max-workspaces' is ${max}. Nothing was started; name fewer, or raise the limit.`)}function sayEmpty({selector,
otherCase=[]}){let none3=`'${selector.text}' names no workspace.`;if(otherCase.length===0)return none3;let some=otherCase.
slice(0,5).map(name3=>`'${name3}'`);return`${none3} ${some.join(", ")} ${otherCase.length===1?"differs":"differ"} in cas\
e only.`}var pauses3=[3e3,6e3,15e3,3e4],mostPages4=3;async function findCommitWorkspaces(dependencies,{sha},{organization,max,patience:patience2}){
let{hcp,clock,signal,log}=dependencies,begun3=clock.now(),before=[];for(let look=0;;look+=1){let ids=await readIds(dependencies,
organization,sha),left=patience2-(clock.now()-begun3);if(ids.length>0&&ids.join()===before.join()||left<=0&&ids.length>0)
return refuseTooMany(ids.length,max,sha),await readAll2(hcp,ids);if(left<=0)throw new RunRefusedError(`Version control m\
ade no run of commit ${shortCommit(sha)} in organization ${organization} that this token may read. Name the workspaces i\
n 'workspace' to learn why, or check that they are connected to this repository.`);look===0&&log.info(`Looking for the r\
uns that version control makes of ${shortCommit(sha)} in organization ${organization}.`),before=ids;let pause=pauses3[Math.
min(look,pauses3.length-1)]??patience2;await clock.sleep(Math.min(pause,left),signal)}}async function readAll2(hcp,ids){
let workspaces2=[],unread2=[];await Promise.all(ids.map(async id=>{await hcp.workspaces.read({id}).then(workspace=>workspaces2.
push(workspace),error=>unread2.push({name:id,error:asUnread(error)}))}));let[first]=unread2;if(workspaces2.length===0&&first!==
void 0)throw first.error;return{workspaces:workspaces2.sort((a,b)=>a.name<b.name?-1:1),unread:unread2}}async function readIds({
hcp},organization,sha){let ids=new Set,page=1;for(;page!==void 0&&page<=mostPages4;){let{runs:runs2,nextPage}=await hcp.
runs.listByCommitIn(organization,sha,page);for(let run of runs2.filter(each=>isOf2(each,sha)))run.workspaceId!==void 0&&
ids.add(run.workspaceId);page=nextPage}return[...ids].sort()}function isOf2({configurationVersion},sha){let ingress=configurationVersion?.
ingressAttributes;return ingress!==void 0&&ingress!=="none"&&ingress.commitSha?.toLowerCase()===sha.toLowerCase()}function refuseTooMany(count3,max,sha){
if(!(count3<=max))throw new RunRefusedError(`Version control made runs of commit ${shortCommit(sha)} in ${count3} worksp\
aces, and 'max-workspaces' is ${max}. Nothing was done.`)}async function readSetOrder(all){let[first,second]=all;if(first===void 0||second===void 0)return{isDestroy:!1,objectionTo:()=>{}};
let{candidate}=first,{inputs:inputs2}=candidate.given,known3=all.flatMap(({candidate:{house},run})=>{let workspace=workspaceOf(
house.record.facts());return workspace===void 0?[]:[{workspace,run}]}),ids=known3.map(({workspace:{id}})=>id),twice=new Set(
ids.filter((id,at)=>ids.indexOf(id)!==at)),isSelected=inputs2.runId===void 0&&inputs2.selection!==void 0,unknown5=inputs2.
runId===void 0?void 0:await findUnknown(candidate.house.hcp,{order:inputs2.order,organization:inputs2.organization??known3[0]?.
workspace.organization??"",names:[...new Map(known3.map(({workspace:{id,name:name3}})=>[id,name3])).values()],areAllKnown:known3.
length===all.length,left:"Nothing was confirmed."}),isDestroy=isSelected?inputs2.destroy:readDirection(known3,inputs2),objection=unknown5??
(isDestroy instanceof Error?isDestroy:void 0);return{isDestroy:isDestroy===!0,objectionTo:({house:{record}})=>{let{id="",
name:name3=""}=workspaceOf(record.facts())??{};return twice.has(id)?new RunRefusedError(`'run-id' names several runs of \
workspace ${name3}: once one of them is applied, the others were planned for another state. None of them was confirmed. \
Name the one that is to be applied.`):objection}}}function findUnclear(order,names2){return[...new Set(order.flat())].flatMap(
name3=>{let count3=names2.filter(each=>each===name3).length;if(count3===1)return[];let why=count3===0?`which is not one \
of this step (${names2.join(", ")})`:"and several workspaces of this step are called so",sentence2=`'order' names worksp\
ace ${name3}, ${why}.`;return[{name:name3,isThere:count3>0,sentence:sentence2}]})}async function findUnknown(hcp,{order,
organization,names:names2,areAllKnown,left}){for(let{name:name3,isThere,sentence:sentence2}of findUnclear(order,names2)){
let said2=`${sentence2} ${left}`;if(isThere)return new RunRefusedError(said2);let fault=areAllKnown?await hcp.workspaces.
read({organization,name:name3}).then(found=>strangeName(name3,found),saidBy):"The workspace of one of its runs is not kn\
own.";if(fault!==void 0)return new RunRefusedError(`${said2} ${fault}`)}}function strangeName(name3,found){return found.
name===name3?void 0:`There is ${found.name}.`}function readDirection(known3,{approve,order,destroy}){if(approve!==!0)return destroy;
let names2=new Set(order.flat()),runs2=known3.flatMap(({workspace:{name:name3},run})=>names2.has(name3)?run??[]:[]),destroying=runs2.
filter(({isDestroy})=>isDestroy===!0);if(destroying.length===0||destroying.length===runs2.length)return destroying.length>
0;let others=runs2.filter(run=>!destroying.includes(run)),ids=some=>some.map(({id})=>id).join(", ");return new RunRefusedError(
`'order' is turned round for runs that destroy, and of the runs that it is about ${ids(destroying)} destroy while ${ids(
others)} do not: there is no order for both. Nothing was confirmed.`)}import{dirname as dirname5}from"node:path";import{readFile as readFile4,readdir,realpath as realpath3,stat as stat6}from"node:fs/promises";import{basename,dirname as dirname3,
join as join6,resolve as resolve6}from"node:path";import{relative as relative3}from"node:path";var ConfigurationDirectoryError=class extends Error{name="ConfigurationDire\
ctoryError"};function unreadable(cause,{directory,root},path3=cause.path){if(cause instanceof ConfigurationDirectoryError)
return cause;let about=typeof path3=="string"?`, because of '${relative3(root,path3)||directory}'`:"";return new ConfigurationDirectoryError(
`The configuration directory '${directory}' cannot be packed${about}: ${wordsOf2(cause)}. Check its permissions and that\
 nothing changes it meanwhile, or leave it out with .terraformignore.`,{cause})}function codeOf(error){let{code:code2}=error;
return typeof code2=="string"?code2:void 0}function wordsOf2(error){let{message}=error;return typeof message=="string"?message:
String(error)}function readHclReferences(text,{isOverride=!1}={}){return explain(()=>{let scan={text,at:0,texts:[]},sources=findSources(
scanTokens(scan,!1));return collect3(dropAbsent(sources,isOverride),scan.texts)})}function readJsonReferences(text,{isOverride=!1}={}){
return explain(()=>{let document=JSON.parse(text),texts3=[];JSON.stringify(document,(key,value)=>(key!=="//"&&typeof value==
"string"&&texts3.push(asText(value)),value));let sources=bodiesOf(document).flatMap(body2=>bodiesOf(body2.module)).flatMap(
modules=>Object.entries(modules)).flatMap(([name3,calls])=>name3==="//"?[]:bodiesOf(calls)).map(({source})=>source===void 0?
"absent":typeof source=="string"?asText(source):void 0);return collect3(dropAbsent(sources,isOverride),texts3)})}function dropAbsent(sources,isOverride){
return sources.flatMap(source=>source!=="absent"?[source]:isOverride?[]:[void 0])}function asText(value){return{kind:"te\
xt",value}}function bodiesOf(value){return value==null?[]:(Array.isArray(value)?value.flat():[value]).map(each=>{if(typeof each==
"object"&&each!==null)return each;throw odd("a block is no object")})}function odd(why){return new Error(why)}function explain(read2){
try{return read2()}catch(error){let{message}=error;return{known:!1,why:`it cannot be read (${message})`}}}function collect3(sources,texts3){
let paths=[];for(let source of sources){if(source===void 0||/[$%]\{/.test(source.value))return{known:!1,why:"the source \
of a module is not a literal"};let path3=source.value.replaceAll("\\","/");if(/^\.\.?\//.test(path3))paths.push({path:path3,
kind:"module"});else if(/^(?:\.\.?$|\/|[a-z]:\/|file:)/i.test(path3))return{known:!1,why:`the source of a module is '${path3}\
'`}}let asked=new Set(sources.map(source=>source?.value));for(let{value}of texts3){let path3=value.replaceAll("\\","/").
replace(/^\$\{\s*path\.module\s*\}\/*/,""),leadsUp=/(?:^|[^\w.])\.\.(?![\w.])/.test(path3);if(!(asked.has(value)||!leadsUp)){
if(/[$%]\{/.test(path3))return{known:!1,why:`where '${value}' leads is computed`};paths.push({path:path3,kind:"mention"})}}
return{known:!0,paths}}var closes={"}":"{",")":"(","]":"["};function findSources(tokens){let sources=[],open2=[],isInModule=!1,
source;for(let[at,{kind,value}]of tokens.entries()){let before=tokens[at-1]?.value??`
`;if(kind==="word"&&open2.length===0&&value==="module"){if(before!==`
`||!isCall(tokens,at))throw odd("odd module block");isInModule=!0,source="absent"}else if(kind==="word"&&value==="source"){
let isOwn3=open2.length===1&&[`
`,"{"].includes(before);isInModule&&isOwn3&&(source=literalAfter(tokens,at))}else if(kind==="mark"&&"{([".includes(value))
open2.push(value);else if(kind==="mark"&&value in closes){if(open2.pop()!==closes[value])throw odd(`'${value}' closes no\
thing`);if(open2.length>0||!isInModule)continue;sources.push(source),isInModule=!1}}if(open2.length>0)throw odd(`'${open2.
join("")}' is not closed`);return sources}function isCall(tokens,at){let[label,brace]=[tokens[at+1],tokens[at+2]];return(label?.
kind==="text"||label?.kind==="word")&&brace?.kind==="mark"&&brace.value==="{"}function literalAfter(tokens,at){let[equals,
text,end3]=tokens.slice(at+1,at+4),isAlone=end3===void 0||end3.kind==="mark"&&`
}`.includes(end3.value);return equals?.value==="="&&text?.kind==="text"&&isAlone?text:void 0}var skipped=/(?:[ \t\r\uFEFF]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/uy,
word=/[\p{ID_Start}_][\p{ID_Continue}-]*/uy,heredoc=/<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy,mark=/(?!\/\*)[\n{}()[\]=!<>+\-*/%?:.,&|\d]/y,
characters=/(?:[^"\\\n$%]|\\[^\n]|\$\$\{|%%\{|[$%](?!\{))*/uy,lineOfHeredoc=/(?:[^\n$%]|\$\$\{|%%\{|[$%](?!\{))*/uy;function take3(scan,pattern){
pattern.lastIndex=scan.at;let found=pattern.exec(scan.text);if(found!==null)return scan.at=pattern.lastIndex,found}function scanTokens(scan,isComputed){
let tokens=[];for(let depth=0;take3(scan,skipped),!(scan.at>=scan.text.length);){let token=scanToken(scan);if(token.kind===
"mark"&&token.value==="}"){if(isComputed&&depth===0)return tokens;depth-=1}else token.kind==="mark"&&token.value==="{"&&
(depth+=1);tokens.push(token)}if(isComputed)throw odd("a string does not end");return tokens}function scanToken(scan){let[
name3]=take3(scan,word)??[];if(name3!==void 0)return{kind:"word",value:name3};let[,end3]=take3(scan,heredoc)??[];if(end3!==
void 0)return scanHeredoc2(scan,end3);let start=scan.text[scan.at]??"";if(start==='"')return scanString2(scan);let[value]=take3(
scan,mark)??[];if(value===void 0)throw odd(`'${start}' is not expected`);return{kind:"mark",value}}function scanString2(scan){
let value="";for(scan.at+=1;;){value+=take3(scan,characters)?.[0]??"";let next=scan.text[scan.at];if(next==='"')break;if(next!==
"$"&&next!=="%")throw odd("a string does not end");value+=scanComputed(scan)}scan.at+=1;let text=asText(value.replaceAll(
/\\(["\\])/g,"$1"));return scan.texts.push(text),text}function scanHeredoc2(scan,end3){let last=new RegExp(`[ \\t]*${end3}\
[ \\t]*(?=\\r?\\n|$)`,"uy");for(let isStart=!0;scan.at<scan.text.length;){if(isStart&&take3(scan,last)!==void 0)return{kind:"\
word",value:"<<"};take3(scan,lineOfHeredoc),isStart=scan.text[scan.at]===`
`,isStart?scan.at+=1:scan.at<scan.text.length&&scanComputed(scan)}throw odd(`the text up to '${end3}' does not end`)}function scanComputed(scan){
let start=scan.at;scan.at+=2,scanTokens(scan,!0);let written2=scan.text.slice(start,scan.at);return/^\$\{\s*path\.module\s*\}$/.
test(written2)?written2:"${}"}import{isAbsolute as isAbsolute4,relative as relative4,sep as sep2}from"node:path";function isWithin(folder,path3){let way=relative4(
folder,path3);return way!==".."&&!way.startsWith(`..${sep2}`)&&!isAbsolute4(way)}function wayTo(folder,path3){return relative4(
folder,path3).split(sep2).join("/")}function isInGit(folder,path3){return relative4(folder,path3).split(sep2).includes("\
.git")}var mostEntries=2e4,longestFile3=4*1024*1024,UnknownFilesError=class extends Error{};async function findPlannedFiles(configuration){
let{directory,workingDirectory=""}=configuration;try{let repository=await realpath3(configuration.repository),top=directory&&
await realpath3(resolve6(directory)),root=resolve6(top??repository,workingDirectory.replace(/^\/+/,"")),places2=new Set,
search={repository,root,places:places2,entries:0};for(let file of configuration.varFiles){let folder=await realpath3(resolve6(
dirname3(file)));await addPlace(search,join6(folder,basename(file)))}return top!==void 0&&(await addPlace(search,join6(top,
".terraformignore")),await addModules(search)),{known:!0,value:[...places2].map(place=>wayTo(repository,place))}}catch(error){
let isTold=error instanceof UnknownFilesError,why=`its files cannot be read (${codeOf(error)??wordsOf2(error)})`;return{
known:!1,why:isTold?error.message:why}}}async function addModules(search){let folders=new Set([search.root]);for(let folder of folders){
await addPlace(search,folder);let names2=await readdir(folder,{withFileTypes:!0}).catch(()=>{throw unknown2(folder,search,
"the folder of a module cannot be read")});await addLinks(search,folder,names2);for(let{name:name3}of names2.filter(isConfiguration)){
let file=join6(folder,name3),references=await readReferences(file,search);if(!references.known)throw unknown2(file,search,
references.why);for(let{kind,path:path3}of references.paths)kind==="module"?folders.add(resolve6(folder,path3)):await addMention(
search,folder,path3)}}}function isConfiguration({name:name3}){return/\.(?:tf|tofu)(?:\.json)?$/.test(name3)}async function readReferences(file,search){
let real=await realpath3(file),{size}=await stat6(real);if(size>longestFile3)throw unknown2(file,search,"it is too long");
let text=await readFile4(real,"utf8"),isOverride=/(?:^|_)override\.[a-z.]+$/.test(basename(file));return file.endsWith("\
.json")?readJsonReferences(text,{isOverride}):readHclReferences(text,{isOverride})}async function addMention(search,folder,path3){
await addPlace(search,resolve6(folder,path3)),await addPlace(search,resolve6(search.root,path3))}async function addPlace(search,path3){
let{repository,places:places2}=search,real=await realpath3(path3).catch(()=>path3);for(let each of[path3,real]){if(!isWithin(
repository,each))throw unknown2(path3,search,"it is outside of the checkout");places2.add(each)}}async function addLinks(search,folder,entries){
if(search.entries+=entries.length,search.entries>mostEntries)throw unknown2(folder,search,`there are more than ${mostEntries}\
 files`);for(let entry of entries){let path3=join6(folder,entry.name);if([".git",".terraform"].includes(entry.name))continue;
if(entry.isSymbolicLink()){let real=await realpath3(path3).catch(()=>{throw unknown2(path3,search,"the link leads nowher\
e")}),isNew2=!search.places.has(real);if(await addPlace(search,path3),!isNew2||!(await stat6(path3)).isDirectory())continue}else if(!entry.
isDirectory())continue;let below2=await readdir(path3,{withFileTypes:!0});await addLinks(search,path3,below2)}}function unknown2(path3,{
repository},why){return new UnknownFilesError(`${why}: '${isWithin(repository,path3)?wayTo(repository,path3):path3}'`)}import{lstat as lstat2,readFile as readFile5,realpath as realpath4}from"node:fs/promises";import{dirname as dirname4,join as join7,
resolve as resolve7}from"node:path";async function findRepositoryRoot(folder,top,repository){try{let end3=await realpath4(top),path3=await realpath4(resolve7(
folder));for(;isWithin(end3,path3);){let git=join7(path3,".git"),stats=await lstat2(git).catch(()=>{});if(stats?.isDirectory()===
!0)return isOf3(await readFile5(join7(git,"config"),"utf8"),repository)?{known:!0,path:path3}:unknown3(`the checkout of \
'${folder}' is not one of ${repository}`);if(stats!==void 0)return unknown3(`'${folder}' is in a submodule or a worktree`);
if(path3===end3)break;path3=dirname4(path3)}return unknown3(`'${folder}' is in no checkout of git`)}catch(error){return unknown3(
`'${folder}' cannot be read (${error.message})`)}}function isOf3(config,repository){return[...config.matchAll(/^\s*url\s*=\s*(\S+?)\/*\s*$/gm)].
some(([,url=""])=>`/${url.replaceAll(/[:/]+/g,"/").replace(/\.git$/,"")}`.toLowerCase().endsWith(`/${repository.toLowerCase()}`))}
function unknown3(why){return{known:!1,why}}function createGlob(pattern){if(pattern===""||/[{}[\]!\\]/.test(pattern))return;let written2=pattern.normalize("NFC").toLowerCase(),
isAnchored=written2.startsWith("/")||written2.startsWith("./"),steps=readSteps(written2.replace(/^\.?\/+/,"")),all=isAnchored?
steps:[{kind:"folders"},...steps];return path3=>matches2(all,path3.normalize("NFC").toLowerCase())}function readSteps(text){
return[...text.matchAll(/\*\*+\/|\*\*+|\*|\?|[^]/gu)].map(([part])=>part==="*"?{kind:"name",least:0}:part==="?"?{kind:"n\
ame",least:1}:part.startsWith("**")?{kind:part.endsWith("/")?"folders":"any"}:{kind:"character",value:part})}function matches2(steps,path3){
let failed2=new Set,from=(at,place)=>{let step=steps[at];if(step===void 0)return place===path3.length;let pair=at*(path3.
length+1)+place;if(failed2.has(pair))return!1;let isMatch=tryStep(step,at,place);return isMatch||failed2.add(pair),isMatch},
tryStep=(step,at,place)=>{let isIn=place<path3.length;switch(step.kind){case"character":return path3.startsWith(step.value,
place)?from(at+1,place+step.value.length):!1;case"name":{let goesOn=isIn&&path3[place]!=="/";return step.least===0&&from(
at+1,place)?!0:goesOn&&(from(at+1,place+1)||from(at,place+1))}case"any":return from(at+1,place)||isIn&&from(at,place+1);case"\
folders":{if(from(at+1,place))return!0;let slash=path3.indexOf("/",place);return slash>=0&&from(at,slash+1)}}};return from(
0,0)}function judgeTouch(workspace,changes){let{files,own,uploads}=changes,always=alwaysBecause(workspace,changes);if(always!==
void 0)return{touched:!0,rule:always};let causes=causesOf(workspace,own.known?own.value:[],uploads);if(typeof causes=="s\
tring")return{touched:!0,rule:causes};let paths=files.known?files.value.map(plain3):[];for(let path3 of paths){let cause=causes.
find(({covers})=>covers(path3));if(cause!==void 0)return{touched:!0,rule:`'${path3}' ${cause.words}`}}return{touched:!1,
rule:`none of the changes (${paths.length}) ${causes.map(({words:words4})=>words4).join(", or ")}`}}function alwaysBecause({
tagsRegex,fileTriggersEnabled,vcsRepoIdentifier},{repository,files,own,uploads}){if(tagsRegex!==void 0)return"it is tag-\
triggered (tags-regex), so HCP Terraform itself would plan for no change of files";if(fileTriggersEnabled===!1)return"ev\
ery change counts (file-triggers-enabled is false)";if(!files.known)return`it is not known what is changed: ${files.why}`;
if(!own.known)return`it is not known which files it depends on: ${own.why}`;if(!uploads)return vcsRepoIdentifier!==void 0&&
vcsRepoIdentifier.toLowerCase()!==repository.toLowerCase()?`it is connected to ${vcsRepoIdentifier}, of which the change\
s are not`:fileTriggersEnabled===void 0?"the server does not tell its rules (file-triggers-enabled)":void 0}function causesOf({
workingDirectory,triggerPatterns,triggerPrefixes},own,uploads){let ours=own.length===0?[]:[ownCause(own)],patterns=triggerPatterns??
[];if(patterns.length>0){let globs=patterns.map(patternCause),odd2=patterns.find((_,at)=>globs[at]===void 0);return odd2===
void 0?[...globs.flatMap(each=>each??[]),...ours]:`it is not documented what its trigger-pattern '${odd2}' matches`}let directory=plain3(
workingDirectory??"");if(directory.split("/").includes(".."))return`its working-directory '${directory}' leads out of th\
e repository`;let prefixes=(triggerPrefixes??[]).map(plain3);if(prefixes.includes(""))return"a trigger-prefix is the who\
le repository";let causes=[...ours,...prefixes.map(prefixCause)];return directory!==""?[directoryCause(directory),...causes]:
uploads?causes:"every change counts (its working-directory is the root of the repository, and there are no trigger-patte\
rns)"}function ownCause(own){let places2=own.map(plain3);return{covers:path3=>places2.some(place=>overlaps(place,path3)),
words:"is of the files of this step's configuration"}}function patternCause(pattern){let covers=createGlob(pattern);return covers&&
{covers,words:`matches the trigger-pattern '${pattern}'`}}function prefixCause(prefix){return{covers:path3=>path3.startsWith(
prefix)||overlaps(prefix,path3),words:`begins with the trigger-prefix '${prefix}'`}}function directoryCause(directory){return{
covers:path3=>overlaps(directory,path3),words:`is below the working-directory '${directory}'`}}function overlaps(place,path3){
return place===""||place===path3||path3.startsWith(`${place}/`)||place.startsWith(`${path3}/`)}function plain3(path3){return path3.
split("/").filter(part=>part!==""&&part!==".").join("/").normalize("NFC")}var mostOfPullRequest=3e3,mostOfComparison=300,attempts=5,pullRequestEvents=new Set(["issue_comment","pull_request","pul\
l_request_review","pull_request_review_comment","pull_request_target"]);async function readChangedFiles(github,repository,{
name:name3,payload},location){try{if(name3==="push")return await readPush2(github,repository,payload);if(name3==="merge_\
group"){let group2=field(payload,"merge_group"),[base,head]=["base_sha","head_sha"].map(key=>shaOf(field(group2,key)));return await readComparison2(
github,repository,base,head)}return pullRequestEvents.has(name3)?location.kind==="number"?await readPullRequestFiles(github,
repository,location):unknown4("it is not known of which pull request the event is"):unknown4(`the ${name3||"unnamed"} ev\
ent has no base to compare with`)}catch(error){if(error instanceof GitHubError)return unread(error);throw error}}async function readPush2(github,repository,payload){
let ref=textOf(field(payload,"ref"));if(ref===void 0)return unknown4("the event does not tell where the push went");if(!ref.
startsWith("refs/heads/"))return unknown4("the push is not to a branch");if(field(payload,"forced")===!0)return unknown4(
"the push was forced: what it dropped is not listed");let[before,after2]=["before","after"].map(key=>shaOf(field(payload,
key)));return await readComparison2(github,repository,before,after2)}async function readComparison2(github,repository,base,head){
if(base===void 0||head===void 0)return unknown4("the event does not name two commits to compare");let answer=await github.
request({route:"GET /repos/{owner}/{repo}/compare/{basehead}",parameters:{owner:repository.owner,repo:repository.name,basehead:`${base}\
...${head}`,per_page:1},what:`compare ${base} with ${head} in ${fullName(repository)}`,needs:"contents: read"}),status=textOf(
field(answer,"status"));if(status===void 0)return unknown4("GitHub does not tell how the commits stand to each other");if(![
"ahead","identical"].includes(status))return unknown4(`the commits are not in one line (${status}): what was dropped is \
not listed`);let files=field(answer,"files");return Array.isArray(files)&&files.length>=mostOfComparison?unknown4(`${mostOfComparison}\
 files or more are changed, and GitHub lists no more`):parseFiles(files)}async function readPullRequestFiles(github,repository,location){
let before=await readState(github,repository,location);if(before.head===void 0)return unknown4("GitHub does not tell the\
 head");if(location.headSha!==void 0&&before.head!==location.headSha)return unknown4("GitHub tells another head than the\
 event");let{count:count3}=before;if(count3===void 0)return unknown4("GitHub does not tell how many");if(count3>mostOfPullRequest)
return unknown4(`${count3} files are changed, and GitHub lists ${mostOfPullRequest}`);let rows2=await listFiles(github,repository,
location.number),after2=await readState(github,repository,location);return after2.head!==before.head||after2.count!==count3?
unknown4("the pull request changed while its files were listed"):rows2.length===count3?parseFiles(rows2):unknown4(`${count3}\
 files are changed, and GitHub listed ${rows2.length}`)}async function readState(github,repository,{number}){let pull=await requestPullRequest(
github,repository,number),count3=field(pull,"changed_files");return{head:shaOf(field(field(pull,"head"),"sha")),count:typeof count3==
"number"&&Number.isSafeInteger(count3)&&count3>=0?count3:void 0}}async function listFiles(github,repository,number){for(let attempt5=1;;attempt5+=
1){try{return await github.readPages({route:"GET /repos/{owner}/{repo}/pulls/{pull_number}/files",parameters:{owner:repository.
owner,repo:repository.name,pull_number:number},what:`list the files of pull request #${number} of ${fullName(repository)}`,
needs:"pull-requests: read"})}catch(error){if(!(error instanceof GitHubError&&error.status===404)||attempt5>=attempts)throw error}
await github.pause(attempt5)}}function parseFiles(rows2){if(!Array.isArray(rows2))return unknown4("GitHub lists no files");
let paths=[];for(let row of rows2){let path3=textOf(field(row,"filename"));if(path3===void 0)return unknown4("GitHub lis\
ts a file without a name");paths.push(path3);let previous=textOf(field(row,"previous_filename"));previous!==void 0&&paths.
push(previous)}return{known:!0,value:[...new Set(paths)]}}function unknown4(why){return{known:!1,why}}async function judgeMembers(given,members2,world){let{repository,checkout}=given.workflow,files=await readChanges(given,
world),touches=[];for(let{given:asked,workspace}of members2){let name3=fullName(repository),{inputs:inputs2}=asked,uploads=inputs2.
configurationDirectory!==void 0,own=files.known?await readOwn(inputs2,workspace,{name:name3,top:checkout||"."}):{known:!0,
value:[]},changes={repository:name3,files,own,uploads};touches.push(judgeTouch(workspace,changes))}return touches}async function readChanges(given,world){
let{repository,eventName:name3,payload}=given.workflow,github=connectGitHub(given,world);return github===void 0?{known:!1,
why:"the input 'github-token' is empty"}:await readChangedFiles(github,repository,{name:name3,payload},given.location)}async function readOwn({
configurationDirectory:directory,varFiles},{workingDirectory},{name:name3,top}){let[varFile]=varFiles,place=directory??(varFile&&
dirname5(varFile));if(place===void 0)return{known:!0,value:[]};let root=await findRepositoryRoot(place,top,name3);if(!root.
known)return root;let{path:repository}=root;return await findPlannedFiles({repository,directory,workingDirectory,varFiles})}async function gather3(given,hcp,world){let{fault:known3}=given;if(known3!==void 0)return{members:[{...narrow(given,{}),
fault:known3}],leftOut:[]};try{let members2=await findAll(given,hcp,world);return given.inputs.onlyChanged?await leaveOut(
given,members2,world):{members:members2,leftOut:[]}}catch(error){let fault=error instanceof Error?error:new Error(String(
error));return{members:[{...narrow(given,{}),fault}],leftOut:[]}}}async function leaveOut(given,gathered,world){let read2=gathered.
flatMap(({workspace,...member})=>workspace===void 0?[]:[{...member,workspace}]),touches=await judgeMembers(given,read2,world),
leftOut=read2.flatMap(({workspace},index2)=>{let touch=touches[index2];if(touch===void 0||touch.touched)return[];let{organization="",
name:name3}=workspace;return[{organization,name:name3,why:touch.rule,workspace}]});for(let{name:name3,why}of leftOut)world.
log.info(`Workspace ${name3} is left out: ${why}`);let rules=touches.filter(({touched})=>touched).map(({rule})=>rule);for(let rule of new Set(
rules))world.log.info(`Touched, and so not left out: ${rule}`);let ids=new Set(leftOut.map(({workspace:{id}})=>id));return{
members:gathered.filter(({workspace})=>workspace===void 0||!ids.has(workspace.id)),leftOut}}async function findAll(given,hcp,world){
let{log}=world,{onlyChanged,selection,runIds,workspace}=given.inputs,{organization,maxWorkspaces}=given.inputs;if(runIds.
length>maxWorkspaces)throw new RunRefusedError(`The input 'run-id' names ${runIds.length} runs, and 'max-workspaces' is ${maxWorkspaces}\
. Nothing was done; name fewer, or raise the limit.`);if(runIds.length>1)return runIds.map(runId=>narrow(given,{runId,runIds:[
runId]}));if(selection===void 0&&given.subject!==void 0)return await findOfCommit(given,given.subject,hcp,world);let isNamed2=selection===
void 0||onlyWorkspace(selection)!==void 0;if(selection===void 0||isNamed2&&!onlyChanged){let alone=[narrow(given,{})];return runIds.
length===0&&!workspace?.startsWith("ws-")&&refuseStrangeOrder(given.inputs,alone),alone}let found=await findWorkspaces({
hcp,log},selection,{organization:organization??"",max:maxWorkspaces}),all=ofWorkspaces(given,found);return refuseStrangeOrder(
given.inputs,all),all}async function findOfCommit(given,{wanted},hcp,world){let{organization="",maxWorkspaces,queueTimeout}=given.
inputs,found=await findCommitWorkspaces({...world,hcp},wanted,{organization,max:maxWorkspaces,patience:queueTimeout}),all=ofWorkspaces(
given,found),unknown5=await findUnknown(hcp,{order:given.inputs.order,organization,names:namesOf3(all),areAllKnown:!0,left:"\
Nothing was done."});if(unknown5!==void 0)throw unknown5;return all}function ofWorkspaces(given,{workspaces:workspaces2,
unread:unread2}){return[...workspaces2.map(workspace=>ofWorkspace(given,workspace)),...unread2.map(({name:name3})=>narrow(
given,{workspace:name3}))]}function ofWorkspace(given,workspace){let{folders,organization}=given.inputs,{name:name3}=workspace,
folder=folders&&folderOf(folders,workspace),one=narrow(given,{workspace:name3,organization:workspace.organization??organization,
configurationDirectory:folder}),fault=folders!==void 0&&folder===void 0?new RunRefusedError(`No line of 'configuration-d\
irectory' is about workspace ${name3}. No run was made for it.`):void 0;return{...one,workspace,fault}}function narrow(given,inputs2){
return{given:{...given,inputs:{...given.inputs,...inputs2}},workspace:void 0,fault:void 0}}function namesOf3(gathered){return gathered.
map(({given})=>given.inputs.workspace??"")}function refuseStrangeOrder({order},gathered){let[unclear]=findUnclear(order,
namesOf3(gathered));if(unclear!==void 0)throw new RunRefusedError(`${unclear.sentence} No run was made.`)}async function freeLeftOut(given,{leftOut,shared},{access},world){for(let{workspace}of leftOut){if(!workspace.locked||world.
signal.aborted)continue;let record=createRecord(),{hcp,door}=access(record),house={...world,hcp:shared.overAll(hcp),door,
record};await supersede({given,house,workspace}).catch(error=>{world.log.warning(`Older runs in workspace ${workspace.name}\
 may still be waiting: ${saidBy(error)}`)})}}function listPause(earlier,now){let blocking=earlier.filter(time2=>time2>now-6e4).sort((one,other)=>one-other).at(-30);return blocking===
void 0?0:blocking+6e4-now}async function listRuns({hcp,clock,signal,log},scope,filters,{pageSize,maxItems}){let runs2=new Map,times=[];for(let number=1;number!==
void 0;){let pause=scope.kind==="admin"?0:listPause(times,clock.now());pause>0&&(log.info(`${runs2.size} runs so far; wa\
iting ${Math.ceil(pause/1e3)} s, because run lists allow 30 requests a minute.`),await clock.sleep(pause,signal)),times.
push(clock.now());let page=await hcp.runLists.read(scope,filters,{number,size:pageSize},hcp.now());number===1&&page.ignoredFilters.
length>0&&log.warning(`The server ignores ${page.ignoredFilters.join(", ")}: what does not match is left out here, and c\
ounts for nothing.`);for(let run of page.runs)runs2.set(run.id,run);if(runs2.size>maxItems)break;if(runs2.size===maxItems)
return{runs:[...runs2.values()],isCut:page.nextPage!==void 0};number=page.nextPage!==void 0&&page.nextPage>number?page.nextPage:
void 0}return{runs:[...runs2.values()].slice(0,maxItems),isCut:runs2.size>maxItems}}var knownSources=new Set(["tfe-api","tfe-ui","tfe-configuration-version","tfe-run-trigger","tfe-module","tfe-infrastruct\
ure-lifecycle","terraform","terraform+cloud"]);function warnOfStrangeFilters({operation=[],status=[],source=[]},log){let strange=[
["operation",operation.filter(name3=>!runOperations.includes(name3))],["status",status.filter(name3=>phaseOf(name3)===void 0)],
["source",source.filter(name3=>!knownSources.has(name3))]];for(let[filter,names2]of strange)names2.length!==0&&log.warning(
`'filters' has ${names2.map(name3=>`'${name3}'`).join(", ")} for '${filter}', which this version of the action does not \
know. If it is misspelt, no run is found because of it.`)}async function readListing(inputs2,filters,world){warnOfStrangeFilters(
filters,world.log);let connection=connect({...world,baseUrl:inputs2.baseUrl,token:inputs2.token},{resources:createHcp,door:()=>{}});
try{let{hcp}=connection.access(createRecord());return await findListing(inputs2,filters,{...world,hcp})}finally{connection.
close()}}var usualPage=20,largestPage=100;async function findListing(inputs2,filters,dependencies){let{scope,...where}=await locate3(
inputs2,dependencies.hcp),{maxItems}=inputs2,pageSize=Math.min(largestPage,Math.max(usualPage,maxItems)),{runs:runs2,isCut}=await listRuns(
dependencies,scope,filters,{pageSize,maxItems});return{runs:runs2,isCut,workspaceId:scope.kind==="workspace"?scope.workspaceId:
void 0,...where}}async function locate3({listScope,organization,workspace,baseUrl},hcp){if(listScope==="admin")return{scope:{
kind:"admin"},place:baseUrl.host,organization:void 0,workspace:void 0};if(listScope==="organization")return{scope:{kind:"\
organization",organization:organization??""},place:`organization ${organization??""}`,organization,workspace:void 0};let found=await hcp.
workspaces.read(workspace?.startsWith("ws-")===!0?{id:workspace}:{organization:organization??"",name:workspace??""});return refuseOtherOrganization(
found,organization),{scope:{kind:"workspace",workspaceId:found.id},place:`workspace ${found.name}`,organization:found.organization??
organization,workspace:found.name}}function combine2(own,others,digests){if(others.length===0)return own;let all=[own,...others];return{...own,...digests,plan:sum2(
all.map(({plan:plan2})=>plan2),(one,other)=>({create:one.create+other.create,update:one.update+other.update,replace:one.
replace+other.replace,destroy:one.destroy+other.destroy,forget:one.forget+other.forget,import:one.import+other.import,invoke:one.
invoke+other.invoke})),monthlyCost:sum2(all.map(({monthlyCost})=>monthlyCost),(one,other)=>({deltaMonthlyCost:one.deltaMonthlyCost+
other.deltaMonthlyCost,uncovered:one.uncovered===void 0||other.uncovered===void 0?void 0:one.uncovered+other.uncovered}))}}
function sum2(parts,add2){return parts.reduce((whole,part)=>whole.known?part.known?{known:!0,value:add2(whole.value,part.
value)}:part:whole)}async function withChecks(dependencies,ending){let runChecks=ending.runChecks??await readChecks(dependencies,ending.run,
ending.plan).catch(()=>{});if(runChecks===void 0)return ending;let failed2=failedChecks(runChecks);return{...ending,runChecks,
reasons:ending.reasons.flatMap(reason=>reason.code==="policy-failed"&&failed2.length>0?failed2.map(({message,facts})=>({
...reason,message,facts:{...reason.facts,...facts}})):[reason])}}function failureFact(error){return{kind:"failed",why:saidBy(error),by:kindOf4(error),reasons:error instanceof StrangerError?
error.reasons:[],causes:causesOf2(error)}}function kindOf4(error){return error instanceof StrangerError?"stranger":error instanceof
RunRefusedError?"refusal":error instanceof ApiError&&error.status<500?"rejection":error instanceof Error&&error.name==="\
InterruptedError"?"interruption":"fault"}function causesOf2(error){let causes=[],cause=error instanceof Error?error.cause:
void 0;for(;cause instanceof Error;{cause}=cause)causes.push(cause.message);return causes}async function decideTogether(decision2){let{waiting,past,confirm,attempt:attempt5,end:end3}=decision2,unfit=past.filter(
({isFine:isFine2})=>!isFine2).map(({name:name3})=>name3),decided=await decideAll(decision2),allowed2=[],over=[...past];for(let[
index2,one]of waiting.entries()){let at=decided[index2];if(at?.kind==="allowed")allowed2.push([one,at]);else{let ending=at?.
ending,isGood=ending!==void 0&&isFine(ending);isGood||unfit.push(one.name),over.push({...one,isFine:isGood,ending})}}if(allowed2.
length!==0){if(confirm==="all"&&unfit.length>0){await Promise.all(allowed2.map(async([one,at])=>{let ending=endUnconfirmed2(
one,at,notAllowed(unfit));await attempt5(one,()=>end3(one,ending))}));return}await decision2.beforeConfirms(),await confirmInOrder(
allowed2,over,decision2)}}async function decideAll({waiting,attempt:attempt5,end:end3}){return await Promise.all(waiting.
map(async one=>await attempt5(one,async()=>{let at=await decideAtGate(one.course,one.at);return at.kind==="ended"&&await end3(
one,at.ending),at})))}async function confirmInOrder(allowed2,over,decision2){let{order,isDestroy}=decision2,turns=new Map,
turnOf=async name3=>{let known3=turns.get(name3);if(known3!==void 0)return await known3;let before=predecessorsOf(order,
name3,isDestroy),mine=allowed2.find(([one])=>one.name===name3),past=over.find(one=>one.name===name3),turn=Promise.all(before.
map(turnOf)).then(async turns2=>{let upTo=join8(turns2);return mine!==void 0?await takeTurn(mine,upTo,decision2):past===
void 0?upTo:await pass(past,upTo,decision2)});return turns.set(name3,turn),await turn},names2=[...allowed2.map(([one])=>one),
...over].map(({name:name3})=>name3).sort(inOrder2(decision2));await Promise.all(names2.map(turnOf))}function join8(turns){
return{failed:[...new Set(turns.flatMap(({failed:failed2})=>failed2))],applied:[...new Set(turns.flatMap(({applied})=>applied))]}}
async function takeTurn([one,first],upTo,decision2){let{attempt:attempt5,end:end3}=decision2,ending=await attempt5(one,async()=>{
let reached=upTo.failed.length>0?endUnconfirmed2(one,first,notReached(upTo.failed)):await carry(one,first,upTo.applied,decision2);
return await end3(one,reached),reached});return after(one,ending,upTo)}async function pass(past,upTo,decision2){let{ending,
isFine:wasFine,name:name3}=past,{attempt:attempt5,end:end3}=decision2;if(!wasFine)return{...upTo,failed:[...upTo.failed,
name3]};if(ending===void 0)return upTo;let later2=ending.outcome==="no-changes"&&upTo.failed.length===0?appliedSince(ending.
run,upTo.applied):[];if(later2.length===0)return after(past,ending,upTo);let reached=await attempt5(past,async()=>{let told3=await renew(
past,ending.run,later2,decision2)??withNote(ending,staleNote(later2));return await end3(past,told3),told3});return after(
past,reached,upTo)}function after({name:name3},ending,{failed:failed2,applied}){if(ending===void 0||!isFine(ending))return{
failed:failed2.length>0?failed2:[name3],applied};let{outcome,run}=ending;return{failed:failed2,applied:outcome==="applie\
d"?[...applied,{name:name3,run}]:applied}}function appliedSince(run,applied){let planned2=run.statusTimestamps["planning\
-at"];return applied.filter(({run:{statusTimestamps:statusTimestamps2}})=>{let at=statusTimestamps2["applied-at"];return planned2===
void 0||at===void 0||!(Date.parse(at)<Date.parse(planned2))})}function staleNote(later2){return`It was planned before ${namesOf4(
later2)} was applied, which it comes after ('order'): what it reads of that may be older.`}function namesOf4(applied){return applied.
map(({name:name3})=>name3).join(", ")}function withNote(ending,note2){return{...ending,notes:[...ending.notes??[],note2]}}
async function renew(one,before,later2,{confirm,planAgain:planAgain2}){if(confirm==="all")return;let why=`Planned again:\
 ${namesOf4(later2)} was applied since, which it comes after.`,arrived=await planAgain2(one,before,why);if(arrived===void 0)
return;if(arrived.kind==="ended")return withNote(arrived.ending,why);let{course:course2,at}=arrived,decided=await decideAtGate(
course2,at),ending=decided.kind==="ended"?decided.ending:await carryOut(course2,at,decided);return withNote(ending,why)}
async function carry(one,first,applied,decision2){let{course:course2,at,candidate}=one,{waiting,past}=decision2;if(waiting.
length===1&&past.length===0)return await carryOut(course2,at,first);let later2=appliedSince(at.run,applied);if(later2.length>
0){let again2=await renew(one,at.run,later2,decision2);if(again2!==void 0)return again2;candidate.house.log.warning(`${one.
name}: ${staleNote(later2)} Run ${at.run.id} is confirmed as it is, if every rule holds.`)}let again=await decideAtGate(
course2,at),ending=again.kind==="ended"?again.ending:await carryOut(course2,at,again);return later2.length===0?ending:withNote(
ending,staleNote(later2))}function isFine({outcome,failure:failure2}){return(outcome==="applied"||outcome==="no-changes")&&
failure2===void 0}function endUnconfirmed2({at:{gate,plan:plan2}},{seen,judgement:{verdict}},reason){return{outcome:"blo\
cked",gate,run:seen,plan:plan2,checks:verdict.checks,reasons:[reason],failure:void 0}}function notAllowed(unfit){return{
code:"set-not-allowed",message:`Not confirmed: every rule holds here, but not for ${unfit.join(", ")}, and the workspace\
s of this step are confirmed together or not at all ('confirm: all').`,facts:{workspaces:unfit}}}function notReached(failed2){
return{code:"not-reached",message:`Not reached: it is confirmed after ${failed2.join(", ")} ('order'), which was not app\
lied.`,facts:{workspaces:failed2}}}function inOrder2({order,isDestroy}){let depthOf=name3=>Math.max(-1,...predecessorsOf(
order,name3,isDestroy).map(depthOf))+1;return(one,other)=>depthOf(one)-depthOf(other)}function lookTogether(list2,clock){let organizations2=new Map,isListed=!0,at=-1/0,ask=async({organization,name:name3},signal)=>{
let known3=organizations2.get(organization),asking=known3??[];organizations2.set(organization,asking);let answered=new Promise(
answer=>{asking.push({name:name3,answer})});if(known3===void 0){at=Math.max(clock.now()+20,at+400),await clock.sleep(at-
clock.now(),signal).catch(()=>{}),organizations2.delete(organization);let names2=[...new Set(asking.map(each=>each.name))],
runs2=isListed&&asking.length>=3?await list2(organization,names2).catch(()=>{}):[];isListed&&=runs2!==void 0;for(let{answer}of asking)
answer(runs2??[])}return await answered};return(whose,hcp,signal)=>({...hcp,runs:{...hcp.runs,read:async(id,options)=>(isListed?
await ask(whose,signal):[]).find(run=>run.id===id&&isWhole(run))??await hcp.runs.read(id,options),findByMessage:async(workspaceId,message)=>(isListed?
await ask(whose,signal):[]).findLast(run=>run.workspaceId===workspaceId&&run.message.trim()===message.trim())??await hcp.
runs.findByMessage(workspaceId,message)}})}function isWhole({planOnly,commentIds,workspaceId,actions:actions2}){return workspaceId!==
void 0&&actions2.isCancelable!==void 0&&(planOnly===!0||commentIds!==void 0)}var settleWithinMilliseconds=5500,lookWithinMilliseconds=2e3,listWithinMilliseconds=2500;function prepareSettling({access},{
clock}){let over=lookTogether(async(organization,names2)=>{let signal=AbortSignal.timeout(listWithinMilliseconds),{hcp}=access(
createRecord(),signal);return await hcp.runs.listNewestIn(organization,names2)},clock);return{access:(record,signal)=>{let{
organization,name:name3}=workspaceOf(record.facts())??{};return access(record,signal,hcp=>organization===void 0||name3===
void 0?hcp:over({organization,name:name3},hcp,signal))},inTurn:takeTurns(15)}}async function settleLeftover(given,record,settling,world){
let facts=record.facts();if(!(isOwn(facts)||askedFor(facts)!==void 0)||leftToSettle(facts).kind==="nothing"){await lookAgain(
record,settling,world);return}let within2=AbortSignal.timeout(settleWithinMilliseconds),access=settling.access(record,within2),
{inTurn}=settling,dependencies={...access,clock:world.clock,signal:within2,inTurn};try{let run=await findOwnRun(record,access.
hcp),why=run===void 0?neverSeen:given.inputs.cleanup?await endOwnRun(given,{record,run},dependencies):leftAlone(await access.
hcp.runs.read(run.id));why!==void 0&&record.tell({kind:"left",why}),world.log.info(why??renderNow(record))}catch(error){
let run=subjectOf(record.facts()),why=`${run===void 0?"The run that was asked for may stand at its gate":`Run ${run.id} \
may still wait`} and hold the workspace: it could not be discarded or cancelled now${given.inputs.cleanup?"; it is tried\
 again at the end of the job":""}.`;record.tell({kind:"left",why}),world.log.warning(`${why} ${saidBy(error)}`)}}var neverSeen="\
A run was asked for, and its answer did not come: it is not seen yet, and may appear and hold the workspace. Look at the\
 runs of the workspace.";function renderNow(record){let run=subjectOf(record.facts());return`Run ${run?.id??""} is ${renderStatus(
run?.status??"unknown")}.`}async function endOwnRun(given,{record,run:{id}},dependencies){let{hcp,inTurn}=dependencies,word2={
purpose:"clean-up",comment:`${audit(given,void 0)}

The workflow was cancelled or failed.`},patience2=settleWithinMilliseconds-1e3,first=await hcp.runs.read(id),settled=await inTurn(
async()=>{let seen=subjectOf(record.facts())?.status===first.status?first:void 0;return await settleRun(dependencies,id,
word2,{patience:patience2,seen})});if(isPastGate(settled.run))return;if(settled.did==="nothing")return`Run ${id} waits (${renderStatus(
settled.run.status)}) and holds the workspace: ${settled.why}.`;let run=await inTurn(async()=>await lookUntil(dependencies,
id,{isSeen:({status})=>isFinal(status),within:lookWithinMilliseconds})).catch(()=>settled.run);return isFinal(run.status)?
void 0:`Run ${id} was asked to ${settled.did}; that it has ended was not seen any more.`}function leftAlone({id,status}){
return isFinal(status)?void 0:`Run ${id} is left as it is (${renderStatus(status)}), since 'cleanup' is false. It may ho\
ld the workspace.`}async function lookAgain(record,{access},world){let run=subjectOf(record.facts());if(run===void 0||isFinal(
run.status))return;let signal=AbortSignal.timeout(lookWithinMilliseconds);try{await access(record,signal).hcp.runs.read(
run.id)}catch(error){world.log.debug(`run ${run.id} could not be read again: ${saidBy(error)}`)}}async function findOwnRun(record,hcp){
let left=leftToSettle(record.facts());if(left.kind!=="find")return subjectOf(record.facts());let run=await hcp.runs.findByMessage(
left.workspaceId,left.message);return run!==void 0&&record.tell({kind:"made",run}),run}async function readTriggers(sources,candidates){let triggered=[],warnings=new Set;return await Promise.all(sources.map(async source=>{
let{hcp,signal}=source.house,own=settingsOf(source);if(own!==void 0)try{let triggers=await hcp.runTriggers.listOutbound(
own.id);for(let{workspaceId}of triggers){let target=candidates.find(each=>settingsOf(each)?.id===workspaceId);target!==void 0&&
(triggered.push({source,target}),warnings.add(warningOf(own,settingsOf(target))))}}catch(error){if(signal.aborted)return;
warnings.add(`It is not known whether an apply of ${own.name} makes runs in other workspaces of this step: ${unread(error).
why}`)}})),{triggered,warnings:[...warnings]}}function warningOf(source,target){let name3=target?.name??"another one",what=target?.
autoApplyRunTrigger===!0?"and applies it by itself ('auto-apply-run-trigger' is on there), whatever the rules of this st\
ep say":"which waits behind the run of this step and is neither confirmed nor cancelled by it";return`A run trigger conn\
ects two workspaces of this step: the apply of ${source.name} makes another run in ${name3}, ${what}.`}function settingsOf({
house}){return workspaceOf(house.record.facts())}async function findTriggered(target,triggered){let workspace=settingsOf(
target),applied=triggered.flatMap(each=>{let ending=endingOf(each.source.house.record.facts());return each.target===target&&
ending?.outcome==="applied"?[{source:each.source,run:ending.run}]:[]});if(workspace===void 0||applied.length===0)return[];
try{let{id:workspaceId,name:name3,organization=""}=workspace,{runs:runs2}=target.house.hcp;return(await runs2.listUnfinishedIn(
organization,[name3])??[]).filter(run=>run.workspaceId===workspaceId).filter(run=>run.source==="tfe-run-trigger").flatMap(
run=>{let names2=applied.filter(each=>mayHaveMade(each.run,run)).map(({source})=>nameOf5(source).name);return names2.length===
0?[]:[`The apply of ${names2.join(" or ")} made run ${run.id} here by a run trigger; it is not of this step, and waits f\
or its turn.`]})}catch{return[]}}function mayHaveMade({statusTimestamps:statusTimestamps2},{createdAt}){let applied=Date.
parse(statusTimestamps2["applied-at"]??"");return!(Date.parse(createdAt??"")<applied)}async function playSet(candidates,stage,world){let play={candidates,world,settling:prepareSettling(stage,world),plans:new Map,
digests:new Map,notes:[],triggered:[]},most=candidates[0]?.given.inputs.maxParallel??1,standing2=await sideBySide(candidates,
most,async candidate=>({candidate,arrived:await attempt4(play,candidate,async()=>{let together2=candidates.length===1?void 0:
own=>weigh(play,candidate,own),reached=await approach(candidate,together2);return reached.kind==="ended"&&await end2(play,
candidate,reached.ending),reached})}));return await decide2(play,standing2),await tellTriggered(play),play.notes}async function decide2(play,standing2){
let{isDestroy,objectionTo:objectionTo4}=await readSetOrder(standing2.map(({candidate,arrived})=>({candidate,run:runOf(arrived)}))),
{waiting,past}=await sortOut(play,standing2,objectionTo4),[first]=waiting;if(first===void 0)return;let{inputs:inputs2}=first.
candidate.given,{confirm,order}=inputs2;await decideTogether({waiting,past,confirm,order,isDestroy,beforeConfirms:async()=>{
standing2.length>1&&await warnOfTriggers(play,waiting)},planAgain:async({candidate},before,why)=>await approachAgain(candidate,
{together:own=>weigh(play,candidate,own),before,why}),attempt:async({candidate},work)=>await attempt4(play,candidate,work),
end:async({candidate},ending)=>{await end2(play,candidate,ending)}})}async function sortOut(play,standing2,objectionTo4){
let names2=namesApart(standing2.map(({candidate})=>nameOf5(candidate))),all=await Promise.all(standing2.map(async({candidate,
arrived},index2)=>{let entry={candidate,name:names2[index2]??""};if(arrived?.kind==="waits"){let one={...entry,...arrived};
return await attempt4(play,candidate,async()=>{let objection=objectionTo4(candidate);if(objection!==void 0)throw objection;
return standing2.length>1&&await readPlan2(play,one),!0})===!0?one:{...entry,isFine:!1,ending:void 0}}let ending=arrived?.
kind==="ended"?arrived.ending:void 0;return{...entry,isFine:isFineAlready(arrived),ending}}));return{waiting:all.filter(
each=>"at"in each),past:all.filter(each=>"isFine"in each)}}function runOf(arrived){return arrived?.kind==="waits"?arrived.
at.run:arrived?.kind==="ended"?arrived.ending.run:void 0}async function warnOfTriggers(play,waiting){let{candidates,world}=play,
sources=waiting.map(({candidate})=>candidate),{triggered,warnings}=await readTriggers(sources,candidates);for(let warning of warnings)
world.log.warning(warning);play.notes.push(...warnings),play.triggered.push(...triggered)}async function tellTriggered({
triggered}){for(let target of new Set(triggered.map(each=>each.target))){let{record}=target.house,ending=endingOf(record.
facts());if(ending===void 0)continue;let notes=await findTriggered(target,triggered);if(notes.length===0)continue;let all=[
...ending.notes??[],...notes];record.tell({kind:"ended",ending:{...ending,notes:all}})}}function isFineAlready(arrived){
return arrived===void 0?!1:arrived.kind==="runless"?arrived.isOk:isFine(arrived.ending)}async function readPlan2({plans:plans2},{
candidate,course:course2,at:{run,plan:plan2}}){let{dependencies,options}=course2,own=await readPlanEvidence(dependencies,
run,plan2,options.rules);plans2.set(candidate,own)}function weigh({plans:plans2,digests},candidate,own){plans2.set(candidate,
own);let isEach=candidate.given.inputs.confirm==="each",others=[...plans2].flatMap(([of,plan2])=>of===candidate||isEach?
[]:[plan2]),all=[...new Map([...digests,...plans2])],sum3=digest3=>digestOfSet(all.map(([of,each])=>[fullNameOf(of),each[digest3]])),
set={planDigest:sum3("planDigest"),configurationDigest:sum3("configurationDigest")};return{...combine2(own,others,set),...set}}
async function end2({digests},candidate,ending){let{house}=candidate,facts=house.record.facts(),configurationDigest2=configurationDigestOf(
facts,ending.run),planDigest=digestOf(ending.plan,configurationDigest2);digests.set(candidate,{planDigest,configurationDigest:configurationDigest2}),
house.record.tell({kind:"ended",ending});let checked=await withChecks(house,ending);house.record.tell({kind:"ended",ending:checked})}
async function attempt4({settling,world},{given,house},work){try{return await work()}catch(error){let cause=world.signal.
aborted?world.signal.reason:await explainRefusedToken(house.hcp,error);house.record.tell(failureFact(cause)),await settleLeftover(
given,house.record,settling,world);return}}function fullNameOf(candidate){let{organization,name:name3}=nameOf5(candidate);
return`${organization}/${name3}`}function commitOfEvent(event,location){switch(location.kind){case"number":return commitOfPullRequest(event,location);case"\
unknown":return{kind:"unknown",why:location.why};case"commit":case"none":return commitOfBranch(event,location)}}function commitOfPullRequest({
payload},location){let{number,headSha:sha}=location,pull=field(payload,"pull_request"),base=textOf(field(field(pull,"bas\
e"),"ref")),isOwn3=field(pull,"number")===number;if(isOwn3&&field(pull,"merged")===!0){let landed=shaOf(field(pull,"merg\
e_commit_sha"));return landed===void 0||base===void 0?{kind:"named",number}:{kind:"merged",number,sha:landed,base}}if(sha===
void 0)return{kind:"named",number};let fork=isFork(field(pull,"head"),field(pull,"base"));return{kind:"proposed",number,
sha,base:isOwn3?base:void 0,isFork:location.isFork??(isOwn3?fork:void 0)}}function commitOfBranch({payload,ref,sha},location){
let tip=location.kind==="commit"?location.sha:shaOf(sha);if(tip===void 0)return{kind:"unknown",why:"the event names no c\
ommit"};let[,branch]=/^refs\/heads\/(.+)$/.exec(ref)??[],before=location.kind==="commit"&&field(payload,"after")===tip?textOf(
field(payload,"before")):void 0;return{kind:"pushed",sha:tip,branch,before}}async function withSubject(given,world){if(given.inputs.commit===void 0)return given;try{let subject=await readSubject(given,
connectGitHub(given,world)),{location,wanted}=subject;return{...given,subject,location,sha:wanted.sha}}catch(error){let fault=error instanceof
Error?error:new Error(saidBy(error));return{...given,fault}}}var showingModes=new Set(["plan","show"]);async function readSubject(given,github){
let tip=await findTip(given,github),{inputs:inputs2,workflow}=given,named={repository:fullName(workflow.repository),host:new URL(
workflow.serverUrl).hostname};if(tip.kind==="proposed"){let{sha,number}=tip;return{wanted:{...named,sha,branch:void 0,pullRequest:number},
isProposed:!0,base:tip.base,isFork:tip.isFork,location:{...located2(given,number),headSha:sha},landed:[],merged:void 0}}
let branch=tip.kind==="merged"?tip.base:tip.branch,bound=showingModes.has(inputs2.mode)?{location:given.location,landed:[
tip.sha],merged:void 0}:await bind(given,github,tip),{location}=bound,pullRequest=location.kind==="number"?location.number:
void 0;return{wanted:{...named,sha:tip.sha,branch,pullRequest},isProposed:!1,base:branch,isFork:bound.merged?.isFork,...bound}}
async function findTip(given,github){let{inputs:inputs2,workflow,location}=given,{eventName:name3,payload,sha,ref}=workflow,
told3=commitOfEvent({name:name3,payload,sha,ref},location),wantsHead=inputs2.mode==="plan",tip=told3.kind==="named"||wantsHead&&
told3.kind==="merged"?await readTip(given,github,told3.number,wantsHead):told3,{commit:commit2}=inputs2;if(commit2!==void 0&&
commit2!=="head")return tip.kind!=="unknown"&&tip.sha===commit2?tip:{kind:"pushed",sha:commit2,branch:branchOf(tip),before:void 0};
if(tip.kind==="unknown")throw new RunRefusedError(`It is not known which commit 'commit: head' means: ${tip.why}. Nothin\
g was done.`);return tip}function branchOf(tip){return tip.kind==="pushed"?tip.branch:tip.kind==="merged"?tip.base:void 0}
async function readTip({workflow},github,number,wantsHead){if(github===void 0)return{kind:"unknown",why:"the input 'gith\
ub-token' is empty"};let pull=await readPullRequest(github,workflow.repository,number),{merged,mergeCommitSha,baseRef:base,
headSha,isFork:isFork2}=pull;return merged&&mergeCommitSha!==void 0&&!wantsHead?{kind:"merged",number,sha:mergeCommitSha,
base}:{kind:"proposed",number,sha:headSha,base,isFork:isFork2}}async function bind(given,github,tip){let{workflow,inputs:inputs2}=given,
{sha}=tip,unbound=why=>({location:{kind:"unknown",why},landed:[sha],merged:void 0}),branch=tip.kind==="merged"?tip.base:
tip.branch;if(branch===void 0)return unbound("the event names no branch");if(github===void 0)return unbound("the input '\
github-token' is empty");let{repository}=workflow,before=tip.kind==="pushed"?tip.before:void 0,asked=tip.kind==="merged"?
tip.number:inputs2.pullRequest;try{let binding=await bindCommit(github,repository,{sha,branch,before}),name3=`commit ${shortCommit(
sha)}`;if(binding.kind==="refused")return unbound(`${name3} ${binding.why}`);let{landed}=binding,merged=binding.kind==="\
pull-request"?binding.pullRequest:await readMerged(github,given,tip);if(merged===void 0){let why=`${name3} came to ${branch}\
 by no pull request`;return asked===void 0?{location:{kind:"none",why},landed,merged}:unbound(`${why}, and #${asked} is \
named`)}return asked!==void 0&&asked!==merged.number?unbound(`${name3} came to ${branch} by #${merged.number}, and #${asked}\
 is named`):{location:locationOf2(merged),landed,merged}}catch(error){return unbound(saidBy(error))}}async function readMerged(github,{
workflow},tip){if(tip.kind!=="merged")return;let pull=await readPullRequest(github,workflow.repository,tip.number);return pull.
merged&&pull.mergeCommitSha===tip.sha&&pull.baseRef===tip.base?pull:void 0}function locationOf2(pull){let{number,isFork:isFork2,
headSha,author}=pull;return{kind:"number",number,isFork:isFork2,headSha,author:author?.login}}function located2({location},number){
return location.kind==="number"?location:{kind:"number",number,isFork:void 0,headSha:void 0,author:void 0}}import{rm as rm3}from"node:fs/promises";import{resolve as resolve10}from"node:path";import{lstat as lstat4,readFile as readFile6,readlink as readlink2,realpath as realpath6,rm as rm2,stat as stat8}from"node:fs/promises";
import{isAbsolute as isAbsolute5,join as join10,resolve as resolve9}from"node:path";import{posix as posix2}from"node:path";var configurationFile=/\.(?:tf|tofu)(?:\.json)?$/;function checkContents(entries,{directory,checkoutWay,workingDirectory}){
let place=posix2.join("/",workingDirectory??"",".").slice(1),link2=entries.find(({kind,name:name3})=>kind==="link"&&isOnWay(
name3,place));if(place!==""&&link2!==void 0)return;if(!(place===""||entries.some(({name:name3})=>isOnWay(place,name3))))
throw new ConfigurationDirectoryError(`The workspace works in '${place}', and the upload of '${directory}' holds no such\
 folder. ${adviseFolder(entries,checkoutWay,place)}`);if(entries.some(({kind,name:name3})=>kind!=="folder"&&dirnameOf(name3)===
place&&configurationFile.test(name3)))return;let others=[...new Set(entries.filter(({name:name3})=>configurationFile.test(
name3)).map(({name:name3})=>dirnameOf(name3)))];throw new ConfigurationDirectoryError(`${place===""?`The configuration d\
irectory '${directory}' holds`:`The workspace works in '${place}', which holds`} no *.tf, *.tofu or *.tf.json file${others.
length===0?". Check that the repository is checked out before this step and that .terraformignore does not leave them ou\
t.":`; there are some in ${others.slice(0,5).map(quote3).join(", ")}. Set 'configuration-directory', or the working dire\
ctory in the workspace's settings, to the folder that is meant.`}`)}function statesAmong(entries){return entries.filter(
({kind,name:name3})=>kind==="file"&&/(?:^|\/)terraform\.tfstate(?:\.|$)/.test(name3)).map(({name:name3})=>name3)}function isOnWay(part,name3){
return name3===part||name3.startsWith(`${part}/`)}function dirnameOf(name3){let folder=posix2.dirname(name3);return folder===
"."?"":folder}function quote3(folder){return`'${folder===""?".":folder}'`}function adviseFolder(entries,checkoutWay,place){
let below2=entries.find(({name:name3,kind})=>kind==="folder"&&name3.endsWith(`/${place}`)),right=folderAbove(entries,checkoutWay,
place)??(below2===void 0?void 0:posix2.join(checkoutWay,below2.name.slice(0,-place.length-1)));return right===void 0?"Up\
load the folder that holds it ('configuration-directory'), or change the working directory in the workspace's settings.":
`Set 'configuration-directory' to '${right}' for it, which holds it, or change the working directory in the workspace's \
settings.`}function folderAbove(entries,checkoutWay,place){let steps=checkoutWay.split("/"),found=steps.map((_,at)=>steps.
slice(0,at).join("/")).reverse().find(folder=>{let way=folder===""?checkoutWay:checkoutWay.slice(folder.length+1);return isOnWay(
place,way)||isOnWay(way,place)&&entries.some(({name:name3})=>isOnWay(place,`${way}/${name3}`))});return found===""?".":found}var defaultRules=[{line:void 0,pattern:"**/.terraform/**",isNegated:!1},{line:void 0,pattern:"**/.terraform/modules/**",
isNegated:!0},{line:void 0,pattern:"**/.git/**",isNegated:!1}],longestLine=64*1024-1;async function parseIgnoreRules(text){
let rules=[...defaultRules,...readRules(text)],compile=await compilerOf(rules),lastNegated=rules.findLastIndex(({isNegated})=>isNegated),
compiled=rules.map((rule,index2)=>{let exact=compile(rule.pattern),form=rule.pattern.normalize("NFC");return{...rule,exact,
composed:form===rule.pattern?exact:compile(form),isReversible:index2<lastNegated}}),used=new Set;return{read:path3=>read(
path3,compiled,used),unused:()=>compiled.flatMap(rule=>rule.line===void 0||rule.exact===void 0||used.has(rule)||/\.git(?:\/|$)/.
test(rule.pattern)?[]:rule.line),warnings:compiled.flatMap(doubtsAbout)}}async function compilerOf(rules){if(rules.every(
({pattern})=>isPlain(pattern)))return pattern=>new RegExp(toExpression(pattern,"[^\\n]"),"u");let{RE2JS}=await import("./shared/PJZXNCFA.js");
return pattern=>{try{return RE2JS.compile(toExpression(pattern,"."))}catch{return}}}function isPlain(pattern){let wildCards=pattern.
match(/\*\*?/g)??[];return/^[\w./@ ,=~*?-]*$/.test(pattern)&&wildCards.length<=2}function readRules(text){return text.split(
`
`).flatMap((written2,index2)=>{if(Buffer.byteLength(written2)>longestLine)throw new ConfigurationDirectoryError(`Line ${index2+
1} of .terraformignore has ${Buffer.byteLength(written2)} bytes. Terraform stops at a line of more than ${longestLine} a\
nd heeds no rule then, so nothing is uploaded: shorten the line.`);let line2=written2.replace(new RegExp("^\\p{White_Spac\
e}+|\\p{White_Space}+$","gu"),"");if(line2===""||line2==="!"||line2.startsWith("#"))return[];let isNegated=line2.startsWith(
"!"),words4=isNegated?line2.slice(1):line2,whole=words4.endsWith("/")?`${words4}**`:words4,pattern=whole.startsWith("/")?
whole.slice(1):`**/${whole}`;return{line:line2,pattern,isNegated}})}function toExpression(pattern,any){let runes=Array.from(
pattern.replace(/^\uFEFF/,"")),expression="^";for(let at=0;at<runes.length;at+=1){let rune=runes[at]??"";rune==="*"&&runes[at+
1]==="*"?(at+=runes[at+2]==="/"?2:1,expression+=at+1<runes.length?`(${any}*/)?`:`${any}*`):rune==="*"?expression+="[^/]*":
rune==="?"?expression+="[^/]":rune==="."||rune==="$"?expression+=`\\${rune}`:rune==="\\"?(at+=1,expression+=`\\${runes[at]??
""}`):expression+=rune}return`${expression}$`}function read(path3,rules,used){let form=path3.normalize("NFC"),exact,composed;
for(let rule of rules){let matches3=rule.exact?.test(path3)===!0;matches3&&(exact=rule),(matches3||(form!==path3||rule.composed!==
rule.exact)&&rule.composed?.test(form)===!0)&&(composed=rule,used.add(rule))}let isExact=exact!==void 0&&!exact.isNegated,
decisive=isExact?exact:composed,isExcluded=decisive!==void 0&&!decisive.isNegated;return{isExcluded,isFinal:isExcluded&&
!decisive.isReversible,isByForm:isExcluded&&!isExact}}function doubtsAbout({line:line2,exact}){if(line2===void 0)return[];
let rule=`The rule ${JSON.stringify(line2)} of .terraformignore`;return exact===void 0?[`${rule} is no pattern that Terr\
aform can read, so it is skipped.`]:line2.includes("\\")?[`${rule} has a backslash: Terraform takes it for an escape, no\
t for the end of a folder's name, which is '/'.`]:new RegExp("^\\p{White_Space}*!?\\uFEFF","u").test(line2)?[`${rule} be\
gins with a byte order mark, which Terraform takes for a part of the name: save the file as UTF-8 without one.`]:[]}import{lstat as lstat3,readdir as readdir2,readlink,realpath as realpath5,stat as stat7}from"node:fs/promises";import{dirname as dirname6,
join as join9,posix as posix3,resolve as resolve8,sep as sep3}from"node:path";async function listConfiguration(place,rules){let walk={place,rules,entries:[],skipped:[],warnings:[]};try{await visit(walk,
{source:place.root,name:"",trunk:[]},"")}catch(cause){throw unreadable(cause,place)}return walk}async function visit(walk,branch,folder){
let names2=await readdir2(join9(branch.source,folder));for(let base of names2.sort()){let path3=folder===""?base:`${folder}\
/${base}`,source=join9(branch.source,path3),stats=await lstat3(source);if(stats.isDirectory())await visitFolder(walk,branch,
{path:path3,source,stats});else if(!isLeftOut(walk,branch,path3)){let name3=nameOf6(branch,path3);await take4(walk,branch,
{name:name3,source,stats})}}}async function visitFolder(walk,branch,found){let{path:path3,source,stats}=found,name3=nameOf6(
branch,path3),asFolder=walk.rules.read(`${path3}/`);if(posix3.basename(path3)===".git"){!asFolder.isFinal&&await holdsWanted(
walk,branch,path3)&&walk.warnings.push(sayGit(name3));return}let isNamed2=isLeftOut(walk,branch,path3);if(!isNamed2&&asFolder.
isByForm&&walk.warnings.push(sayForm(name3)),!(!isNamed2&&asFolder.isFinal)){if(!isNamed2&&!asFolder.isExcluded){let mode=stats.
mode&511;walk.entries.push({...bare2,name:name3,kind:"folder",source,mode})}await visit(walk,branch,path3)}}async function holdsWanted(walk,branch,folder){
if(!walk.rules.read(`${folder}/`).isExcluded)return!0;let found=await readdir2(join9(branch.source,folder),{withFileTypes:!0});
for(let each of found){let path3=`${folder}/${each.name}`;if(each.isDirectory()?await holdsWanted(walk,branch,path3):!walk.
rules.read(path3).isExcluded)return!0}return!1}var bare2={size:0,target:""};function nameOf6(branch,path3){return branch.
name===""?path3:`${branch.name}/${path3}`}function isLeftOut(walk,branch,path3){let reading=walk.rules.read(path3);return reading.
isByForm&&walk.warnings.push(sayForm(nameOf6(branch,path3))),reading.isExcluded}function sayForm(name3){return`'${name3}\
' is left out: a rule of .terraformignore names it in another Unicode form. Terraform would upload it.`}function sayGit(name3){
return`'${name3}' is left out, whatever .terraformignore or a link says: it may hold the job's token. Terraform would up\
load it.`}function sayNested(name3){return`What the link '${name3}' leads to is packed in its place. Terraform would pac\
k it under a name outside of the archive, since the link lies in a folder that a link leads to.`}async function take4(walk,branch,found){
let{name:name3,source,stats}=found;if(stats.isFile()){let{mode,size}=stats,file={...bare2,name:name3,kind:"file",source,
size};walk.entries.push({...file,mode:mode&511})}else if(stats.isSymbolicLink()){let target=await readlink(source),goal=resolve8(
dirname6(source),target);isWithin(walk.place.root,goal)?keepLink(walk,found,target,goal):await followLink(walk,branch,found,
target)}else walk.skipped.push(name3)}function keepLink(walk,{name:name3,source,stats},words4,goal){let folder=posix3.dirname(
name3),way=wayTo(walk.place.root,goal),written2=words4.split(sep3).join("/"),leadsThere=!posix3.isAbsolute(written2)&&posix3.
join(folder,written2,".")===posix3.join(way,"."),target=leadsThere?written2:posix3.relative(folder,way)||".";leadsThere||
walk.warnings.push(`The link '${name3}' is packed as '${target}': its own words ('${words4}') lead out of the upload. Te\
rraform would pack them, and HCP Terraform refuse them.`);let mode=stats.mode&511;walk.entries.push({name:name3,kind:"li\
nk",source,mode,size:0,target})}async function followLink(walk,branch,{name:name3,source},words4){let{checkout}=walk.place,
real=await resolveLink(name3,source,words4);if(!isWithin(checkout,real))throw new ConfigurationDirectoryError(`The link \
'${name3}' leads out of the checkout (to ${words4}), so what it points to is not uploaded. Copy the target into the repo\
sitory, or leave the link out with .terraformignore.`);let stats=await stat7(real);if(isInGit(checkout,stats.isDirectory()?
real:dirname6(real)))walk.warnings.push(sayGit(name3));else if(stats.isDirectory()){let trunk=[...branch.trunk,branch.source];
if([...trunk,dirname6(source)].find(each=>isWithin(real,each))!==void 0)throw new ConfigurationDirectoryError(`The link \
'${name3}' leads to a folder that it lies in itself (${words4}), so what it holds has no end. Remove it, or leave it out\
 with .terraformignore.`);branch.name!==""&&walk.warnings.push(sayNested(name3)),await visit(walk,{source:real,name:name3,
trunk},"")}else await take4(walk,branch,{name:name3,source:real,stats})}async function resolveLink(name3,source,words4){
try{return await realpath5(source)}catch(cause){throw new ConfigurationDirectoryError(codeOf(cause)==="ENOENT"?`The link\
 '${name3}' leads out of the configuration directory to what is not there (${words4}). Remove it, or leave it out with .\
terraformignore.`:`The link '${name3}' leads nowhere: ${wordsOf2(cause)}. Remove it, or leave it out with .terraformigno\
re.`,{cause})}}import{createWriteStream}from"node:fs";import{open}from"node:fs/promises";import{pipeline}from"node:stream/promises";import{
createGzip}from"node:zlib";var fixedTime=new Date("1980-01-01T00:00:00Z"),block=512,types={folder:"Directory",file:"File",
link:"SymbolicLink"};async function writeArchive(entries,path3){let headerOf=await loadHeaders(),lines=[];async function*blocks(){
for(let entry of entries){let{name:name3,kind,mode,target}=entry;yield headerOf(entry);let hash5=createHash("sha256");kind===
"file"&&(yield*contentOf2(entry,hash5));let content=kind==="file"?hash5.digest("hex"):target;lines.push(JSON.stringify([
name3,kind,mode,content]))}yield Buffer.alloc(2*block)}return await pipeline(blocks,createGzip(),createWriteStream(path3,
{flags:"wx",mode:384})),`files:${createHash("sha256").update(lines.sort().join(`
`)).digest("hex")}`}async function loadHeaders(){let[{Header},{Pax}]=await Promise.all([import("./shared/ZOB3GUEE.js"),
import("./shared/NAJEDUGG.js")]);return({name:name3,kind,mode,size,target})=>{let facts={path:kind==="folder"?`${name3}\
/`:name3,mode,size,mtime:fixedTime,type:types[kind],linkpath:target},header=new Header(facts),bytes=Buffer.alloc(block);
if(!header.encode(bytes))return bytes;let{path:path3,linkpath}=facts,pax=new Pax({path:path3,linkpath,size,mtime:fixedTime});
return Buffer.concat([pax.encode(),bytes])}}async function*contentOf2(entry,hash4){let file=await open(entry.source);try{
let bytes=0;for await(let chunk of file.createReadStream({autoClose:!1})){let read2=chunk;if(bytes+=read2.byteLength,bytes>
entry.size)break;hash4.update(read2),yield read2}if(bytes!==entry.size)throw Object.assign(new Error("its size changed w\
hile it was packed"),{path:entry.source});yield Buffer.alloc((block-bytes%block)%block)}finally{await file.close()}}var ignoreFile=".terraformignore";async function packConfiguration(directory,options){let place=await findPlace(directory,
options.checkout),rules=await readIgnoreRules(place),listing2=await listConfiguration(place,rules),files=listing2.entries.
filter(({kind})=>kind!=="folder");if(files.length===0)throw empty(directory,listing2);let check=workingDirectory=>{checkContents(
listing2.entries,{directory,checkoutWay:wayTo(place.checkout,place.root),workingDirectory})},name3=`configuration-${randomUUID()}\
.tar.gz`,path3=join10(options.temporaryFolder,name3);try{let digest3=await writeArchive(listing2.entries,path3);return{path:path3,
digest:digest3,files:files.length,bytes:(await stat8(path3)).size,skipped:listing2.skipped,largest:largestOf(files),warnings:warningsOf2(
rules,listing2),check}}catch(cause){throw await rm2(path3,{force:!0}),unreadable(cause,place)}}async function findPlace(directory,checkout){
let root=await findRoot(directory);if(checkout==="")return{directory,root,checkout:root};let border=await realpath6(checkout).
catch(()=>resolve9(checkout));if(!isWithin(border,root))throw new ConfigurationDirectoryError(`The configuration directo\
ry '${directory}' lies outside of the checkout (it is ${root}, the checkout ${border}), so it is not uploaded. Name a fo\
lder of the repository; what other steps make has to be written there.`);if(isInGit(border,root))throw new ConfigurationDirectoryError(
`The configuration directory '${directory}' lies in a folder '.git', which is never uploaded. Name the folder that holds\
 the configuration.`);return{directory,root,checkout:border}}async function findRoot(directory){let root;try{root=await realpath6(
directory)}catch(cause){throw new ConfigurationDirectoryError(codeOf(cause)==="ENOENT"?`The configuration directory '${directory}\
' does not exist (looked at ${resolve9(directory)}). Check the path and that the repository is checked out before this s\
tep.`:`The configuration directory '${directory}' cannot be reached: ${wordsOf2(cause)}. Check its permissions.`,{cause})}
if(!(await stat8(root)).isDirectory())throw new ConfigurationDirectoryError(`The configuration directory '${directory}' \
is a file. Name the folder that holds the configuration.`);return root}async function readIgnoreRules(place){let path3=join10(
place.root,ignoreFile);try{let real=await realpath6(path3);if(!isWithin(place.checkout,real))throw new ConfigurationDirectoryError(
`${ignoreFile} of '${place.directory}' is a link that leads out of the checkout. Copy the rules into the repository.`);let rules=await parseIgnoreRules(
await readFile6(real,"utf8")),words4=await readlink2(path3).catch(()=>"");return isWithin(place.root,real)&&!isAbsolute5(
words4)?rules:{...rules,warnings:[...rules.warnings,sayLinkedRules(place)]}}catch(cause){if(await lstat4(path3).then(()=>!0,
()=>!1))throw unreadable(cause,place,path3);return await parseIgnoreRules("")}}function sayLinkedRules({directory}){return`${ignoreFile}\
 of '${directory}' is a link out of this folder: its rules are followed. Terraform with go-slug 1.0.0 or newer follows n\
one of them and would upload what they leave out; it follows a file in the folder itself.`}function empty(directory,{skipped:skipped2}){
return new ConfigurationDirectoryError(`The configuration directory '${directory}' holds no files to upload${skipped2.length>
0?", only sockets, pipes or devices":""}. Check that the repository is checked out before this step and that ${ignoreFile}\
 does not leave out everything.`)}function largestOf(files){return[...files].sort((one,other)=>other.size-one.size).slice(
0,5).map(({name:name3,size})=>({name:name3,bytes:size}))}function warningsOf2(rules,listing2){let unused=rules.unused(),
states2=statesAmong(listing2.entries);return[...rules.warnings,...listing2.warnings,...unused.length===0?[]:[`${unused.length===
1?"A rule":`${unused.length} rules`} of ${ignoreFile} matched nothing that the others leave in: ${sayFew(unused)}.`],...states2.
length===0?[]:[`The upload holds a state (${sayFew(states2)}), which HCP Terraform does not use and whose secrets everyb\
ody who may read the configuration sees. Leave it out with ${ignoreFile}.`]]}function sayFew(texts3){let few2=texts3.slice(
0,5).map(each=>JSON.stringify(each));return texts3.length>5?`${few2.join(", ")} and ${texts3.length-5} more`:few2.join("\
, ")}function createCrowd(list2){let stands=new Map,bells=new Map,moves=0,isListed=!0,those=stand=>[...stands].flatMap(([whose,
its])=>its===stand?[whose]:[]);return{note:(whose,stand)=>{let before=stands.get(whose);if(before!==stand&&(stands.set(whose,
stand),moves+=1,!(before===void 0||stand!=="elsewhere"||!isListed)))for(let each of those("queued"))bells.get(each)?.()},
moves:()=>moves,isBehind:whose=>stands.get(whose)==="queued"&&those("working").some(each=>each!==whose),listen:(whose,ring)=>(bells.
set(whose,ring),()=>{bells.delete(whose)}),isListedAs:async({id,status})=>{let runs2=isListed?await list2().catch(()=>{}):
void 0;return isListed=runs2!==void 0,runs2?.some(run=>run.id===id&&run.status===status)??!1}}}function evidenceSource(given,world){let{inputs:inputs2,workflow,location}=given;return{github:connectGitHub(given,world),
workflow,location,rules:inputs2,needsPullRequest:needsPullRequest(inputs2),signal:world.signal,log:line2=>{world.log.debug(
line2)}}}function shareReading(read2,{clock,maxAge:usual=0}){let kept,next,running=Promise.resolve(),begin2=async()=>{next=void 0;
let value=read2(),mine={at:clock.now(),value};kept=mine;try{return await value}catch(error){throw kept===mine&&(kept=void 0),
error}};return async(maxAge=usual)=>kept!==void 0&&clock.now()-kept.at<maxAge?await kept.value:(next===void 0&&(next=running.
then(begin2),running=next.catch(()=>{})),await next)}function shareEach(read2,sharing2){let readings=new Map;return async what=>{
let reading=readings.get(what)??shareReading(async()=>await read2(what),sharing2);return readings.set(what,reading),await reading()}}function share(given,names2,hcp,world){let unfinished=listUnfinished(names2,hcp,world),maxAge=given.inputs.mode==="disca\
rd"?0:maxAges.unfinished;return{evidence:shareEvidence(evidenceSource(given,world),world.clock),crowd:createCrowd(async()=>await unfinished(
maxAges.turns)),overAll:overAll(hcp,async()=>await unfinished(maxAge),world),...packOnce(given)}}function packOnce(given){
let archives=new Map,told3=new Set,options={temporaryFolder:temporaryFolderOf(given),checkout:given.workflow.checkout};return{
pack:async(directory,workingDirectory)=>{let place=resolve10(directory),made=archives.get(place)??packConfiguration(directory,
options);archives.set(place,made);let archive=await made;archive.check(workingDirectory);let warnings=told3.has(place)?[]:
archive.warnings;return told3.add(place),{...archive,warnings}},dispose:async()=>{for(let archive of archives.values()){
let path3=await archive.then(made=>made.path,()=>{});path3!==void 0&&await rm3(path3,{force:!0})}}}}function shareEvidence(source,clock){
let readings=new Map;return{source,request:shareReading(async()=>await readRequestEvidence(source),{clock}),isForksCode:shareReading(
async()=>await readIsForksCode(source),{clock}),gitHub:async origin=>{let place=origin&&{repository:origin.repository,sha:origin.
sha,pullRequest:origin.pullRequest},key=JSON.stringify(place??null),reading=readings.get(key)??shareReading(async()=>await readGitHubEvidence(
source,place),{clock});return readings.set(key,reading),await reading()}}}var maxAges={unfinished:1e4,turns:4e3,capacity:3e4},
none2=async()=>{await Promise.resolve()};function listUnfinished(all,hcp,{clock}){let[organization="",...others]=new Set(
all.map(each=>each.organization)),isOne=organization!==""&&others.length===0;if(all.length<2||!isOne)return none2;let names2=all.
map(({name:name3})=>name3);return shareReading(async()=>await hcp.runs.listUnfinishedIn(organization,names2),{clock})}function overAll(hcp,list2,{
clock}){let account=shareReading(async()=>await hcp.accounts.read(),{clock,maxAge:1/0}),capacity=shareEach(hcp.organizations.
capacity,{clock,maxAge:maxAges.capacity}),runsCeiling=shareEach(hcp.organizations.runsCeiling,{clock,maxAge:1/0});return own=>({
...own,accounts:{...own.accounts,read:async()=>await account()},organizations:{...own.organizations,capacity,runsCeiling},
runs:{...own.runs,listUnfinished:async workspaceId=>{let all=await list2();return all===void 0?await own.runs.listUnfinished(
workspaceId):all.filter(run=>run.workspaceId===workspaceId)}}})}async function main(world){let workflow=readWorkflowOf(world),who=whoLacksSecrets(workflow);if(who!==void 0)return publishSkipped(
who,world.log);let asked=await readAsked(workflow,world);if(asked.inputs.mode==="list"){let{inputs:inputs2,filters}=asked,
secrets=[inputs2.token,inputs2.githubToken??""];return await publishListing(async()=>await readListing(inputs2,filters,world),
{...inputs2,secrets,folder:temporaryFolderOf(asked)},world)}let given=await withSubject(await locate(asked,world),world),
connection=connectWhole(given,world);try{let{hcp}=connection.access(createRecord()),gathering=await gather3(given,hcp,world),
shared=share(given,namesOf5(gathering),hcp,world);try{return await tellStory(given,{...gathering,shared},connection,world)}finally{
await shared.dispose()}}finally{connection.close()}}async function tellStory(given,{members:members2,leftOut,shared},connection,world){
let checkRuns=openCheckRuns(given,world);checkRuns?.beginAll();let states2=members2.map(()=>neverMade),isAlone=members2.
length===1,runIds=new Set,progress=createProgress(members2.length,world.log,world.clock),players=members2.map((member,index2)=>{
let held=isAlone?void 0:holdLog(world.log,why=>{progress.waits(index2,why)}),log=held??world.log,about={log,isAlone,runIds},
hears=handOver(member.given.inputs,about,state=>{states2[index2]=state,writeState(states2)}),record=createRecord((fact,all)=>{
hears(fact,all),isAlone||progress.notice(index2,all),fact.kind==="made"&&checkRuns?.begin(index2,called(index2))}),{hcp:own,
door}=connection.access(record),hcp=shared.overAll(own),house={...world,log,hcp,door,record};return{candidate:{...member,
house,shared},held}}),candidates=players.map(({candidate})=>candidate),called=index2=>namesApart(candidates.map(nameOf5))[index2]??
"",notes=await playSet(candidates,connection,world);await freeLeftOut(given,{leftOut,shared},connection,world);let told3={
members:players.map(claimsOf),leftOut,notes,checkRuns},isOk=await publish(given,told3,world);for(let{house}of candidates)
house.record.tell({kind:"told"});return isOk}function namesOf5({members:members2,leftOut}){let names2=[...members2.map(({
given:{inputs:inputs2},workspace})=>({organization:workspace?.organization??inputs2.organization??"",name:workspace?.name??
inputs2.workspace??""})),...leftOut];return names2.every(({name:name3})=>name3!==""&&!name3.startsWith("ws-"))?names2:[]}
function connectWhole({inputs:{baseUrl,token}},world){return connect({...world,baseUrl,token},{resources:createHcp,door:(writer,keys)=>openDoor(
createWrites(writer),keys)})}var neverMade={kind:"nothing",why:"never-made"};function claimsOf({candidate:{given,house},
held}){let{mode,runId,commit:commit2}=given.inputs,isAboutExisting=runId!==void 0||mode==="discard"||mode==="show"||commit2!==
void 0&&mode!=="plan",claims=claimOf(house.record.facts(),{mode,isAboutExisting});return{given,claims,held}}await runPhase(main);

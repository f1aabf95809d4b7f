import { createRequire } from 'node:module';const require = createRequire(import.meta.url);
import{completeCheckRun,connect,createGitHub,createRecord,endingWrites,findCheckRun,isFinal,isOfRepository,isWordless,lookUntil,
openEndingDoor,parseBaseUrl,parseProvenance,readInput,readOpenChecks,readState,readWorkflow,renderSettled,runPhase,runs,
saidBy,settleRun,takeTurns,userAgent}from"../shared/7C4VUYCQ.js";import"../shared/RXVYH6O5.js";var cleanUpMilliseconds=12e4,settleMilliseconds=6e4,findMilliseconds=3e4,effectMilliseconds=1e4;async function cleanUp(world){
let{log}=world,states=readState(),left=states.filter(state=>state.kind!=="nothing");if(left.length===0){sayNothing(states,
world);return}let token=readInput("token");log.mask(token);let baseUrl=parseBaseUrl(readInput("hostname"));if(baseUrl===
void 0){for(let state of left)log.warning(`${whose(state)} may still be waiting: 'hostname' is no host.`);return}let signal=AbortSignal.
any([world.signal,AbortSignal.timeout(cleanUpMilliseconds)]),connection=connectEnding({baseUrl,token},{...world,signal}),
inTurn=takeTurns(15);try{await Promise.all(left.map(async state=>{await cleanUpOne(state,connection,{...world,signal,inTurn})}))}finally{
connection.close()}}function connectEnding(address,{log,clock,signal}){return connect({...address,log,clock,signal},{resources:reader=>({
runs:runs(reader)}),door:(writer,keys)=>openEndingDoor(endingWrites(writer),keys)})}function sayNothing(states,{log}){let why=states.
flatMap(state=>state.kind==="nothing"?[state.why]:[]);why.includes("left-alone")?log.info("'cleanup' is false: what the \
main phase left is left as it is."):why.every(each=>each==="never-made")&&log.info("The main phase made no run: nothing \
to clean up.")}async function cleanUpOne(state,connection,world){let{log,clock,signal}=world,record=createRecord(),{hcp,
door}=connection.access(record);try{let dependencies={hcp,door,clock,signal},id=await findLeftBehind(state,dependencies);
if(id===void 0){log.info(`A run was asked for, and none is to be found after ${findMilliseconds/1e3} s. If one appears l\
ater, it waits for a decision: look at the workspace's runs.`);return}log.info(await settleLeftBehind(id,record,dependencies,
world))}catch(error){log.warning(`${whose(state)} may still be waiting; it could not be discarded or cancelled. ${saidBy(
error)}`)}}async function findLeftBehind(state,{hcp,clock,signal}){if(state.kind==="settle")return state.runId;let begun=clock.
now();for(let pause=2e3;;pause=Math.min(pause*1.5,8e3)){let run=await hcp.runs.findByMessage(state.workspaceId,state.message);
if(run!==void 0)return run.id;if(clock.now()-begun>=findMilliseconds)return;await clock.sleep(pause,signal)}}async function settleLeftBehind(runId,record,dependencies,{
env,inTurn}){let workflow=readWorkflow(env);record.tell({kind:"named",runId});let seen=await dependencies.hcp.runs.read(
runId);if(!mayBeOf(workflow,seen))return`Run ${runId} was left alone: it does not say that this workflow run made it.`;record.
tell({kind:"admitted",runId,why:"made by the main phase of this step"});let{owner,name}=workflow.repository,word={purpose:"\
clean-up",comment:`clean-up by ${workflow.actor||"somebody"} in ${owner}/${name}@${workflow.sha}, ${workflow.runUrl}

The workflow step that made this run was cancelled or failed.`},settled=await inTurn(async()=>await settleRun(dependencies,
runId,word,{patience:settleMilliseconds}));if(settled.did==="nothing")return renderSettled(settled);let run=await lookUntil(
dependencies,runId,{isSeen:({status})=>isFinal(status),within:effectMilliseconds});return renderSettled({...settled,run})}
function mayBeOf({repository:{owner,name},runId},{message,source}){if(source!==void 0&&source!=="tfe-api")return!1;let made=parseProvenance(
message);return made===void 0?isWordless(message):made.workflowRun===runId&&isOfRepository(made,`${owner}/${name}`)}function whose(state){
return state.kind==="settle"?`Run ${state.runId}`:"The run that was asked for"}var closeMilliseconds=6e4;async function closeChecks({env,log,signal}){let open=readOpenChecks(),token=readInput("github\
-token");if(open.length===0||token==="")return;log.mask(token);let{apiUrl,repository,runUrl}=readWorkflow(env),github=createGitHub(
{token,apiUrl,userAgent,log:line=>{log.debug(line)},signal:AbortSignal.any([signal,AbortSignal.timeout(closeMilliseconds)])}),
result={conclusion:"cancelled",title:"Ended before it could tell",summary:`The workflow step that made this check was ca\
ncelled or failed before it told how its run ended. See the log of the [workflow run](${runUrl}), and HCP Terraform.`};for(let check of open)
try{let id=check.id??await findCheckRun(github,repository,check);if(id===void 0)continue;await completeCheckRun(github,repository,
id,result),log.info(`Check run ${id} is ended: the main phase left it in progress.`)}catch(error){log.warning(`A check r\
un may still be in progress on ${check.headSha.slice(0,7)}: ${saidBy(error)}`)}}await runPhase(async world=>(await cleanUp(world),await closeChecks(world),!0));

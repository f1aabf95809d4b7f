// A client of HashiCorp's go-tfe that goes through every endpoint that the
// action uses, on a server of its own: `npm run clients` starts both. It prints
// a line a step and ends with 1 when one fails.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/go-tfe"
)

const stepLimit = 2 * time.Minute

var ctx = context.Background()

// check prints what came of a step. Later steps need earlier ones, so the first
// that fails ends the walk.
func check(step string, err error) {
	if err == nil {
		fmt.Printf("ok   %s\n", step)
		return
	}
	fmt.Printf("FAIL %s: %s\n", step, err)
	os.Exit(1)
}

func expect(step string, holds bool, seen any) {
	if holds {
		check(step, nil)
		return
	}
	check(step, fmt.Errorf("saw %v", seen))
}

func main() {
	client, err := tfe.NewClient(&tfe.Config{RetryServerErrors: true})
	check("a client", err)
	organization, name := os.Getenv("WALK_ORGANIZATION"), os.Getenv("WALK_WORKSPACE")
	workspace := readSurroundings(client, organization, name)
	upload := uploadConfiguration(client, workspace)
	run := createRun(client, workspace, upload, tfe.RunCreateOptions{Message: tfe.String("walk")})
	readLists(client, organization, workspace, run)
	if os.Getenv("WALK_PERSONALITY") == "tfe" {
		walkAdmin(client, run)
		return
	}
	run = passGates(client, run)
	readPlan(client, run)
	confirm(client, run)
	readApplied(client, workspace, run)
	endOthers(client, workspace, upload)
}

// What an action reads before it makes a run.
func readSurroundings(client *tfe.Client, organization, name string) *tfe.Workspace {
	_, err := client.Users.ReadCurrent(ctx)
	check("GET /account/details", err)
	_, err = client.Organizations.Read(ctx, organization)
	check("GET /organizations/:organization", err)
	workspace, err := client.Workspaces.Read(ctx, organization, name)
	check("GET /organizations/:organization/workspaces/:name", err)
	again, err := client.Workspaces.ReadByIDWithOptions(ctx, workspace.ID, &tfe.WorkspaceReadOptions{
		// Not with its organization: go-tfe would go from one to the other for ever.
		Include: []tfe.WSIncludeOpt{tfe.WSProject},
	})
	check("GET /workspaces/:id, with its project", err)
	expect("  which has a name", again.Project.Name != "", again.Project)
	_, err = client.Projects.Read(ctx, again.Project.ID)
	check("GET /projects/:id", err)
	return workspace
}

func uploadConfiguration(client *tfe.Client, workspace *tfe.Workspace) *tfe.ConfigurationVersion {
	made, err := client.ConfigurationVersions.Create(ctx, workspace.ID, tfe.ConfigurationVersionCreateOptions{
		AutoQueueRuns: tfe.Bool(false),
	})
	check("POST /workspaces/:id/configuration-versions", err)
	check("PUT upload-url", client.ConfigurationVersions.Upload(ctx, made.UploadURL, os.Getenv("WALK_CONFIGURATION")))
	await("GET /configuration-versions/:id, until it is uploaded", func() (bool, error) {
		version, err := client.ConfigurationVersions.Read(ctx, made.ID)
		return err == nil && version.Status == tfe.ConfigurationUploaded, err
	})
	_, err = raw(client, "configuration-versions/"+made.ID+"/ingress-attributes")
	expect("GET /configuration-versions/:id/ingress-attributes, 404 of an upload", errors.Is(err, tfe.ErrResourceNotFound), err)
	return made
}

func createRun(client *tfe.Client, workspace *tfe.Workspace, upload *tfe.ConfigurationVersion, options tfe.RunCreateOptions) *tfe.Run {
	options.Workspace, options.ConfigurationVersion = workspace, upload
	run, err := client.Runs.Create(ctx, options)
	check("POST /runs", err)
	run, err = client.Runs.ReadWithOptions(ctx, run.ID, &tfe.RunReadOptions{
		Include: []tfe.RunIncludeOpt{tfe.RunPlan, tfe.RunApply, tfe.RunCreatedBy, tfe.RunCostEstimate, tfe.RunConfigVer, tfe.RunWorkspace, tfe.RunTaskStages},
	})
	check("GET /runs/:id, with all it can include", err)
	return run
}

func readLists(client *tfe.Client, organization string, workspace *tfe.Workspace, run *tfe.Run) {
	comment, err := client.Comments.Create(ctx, run.ID, tfe.CommentCreateOptions{Body: "hello"})
	check("POST /runs/:id/comments", err)
	read, err := client.Comments.Read(ctx, comment.ID)
	check("GET /comments/:id", err)
	expect("  which has the text", read.Body == "hello", read.Body)
	_, err = client.RunEvents.List(ctx, run.ID, &tfe.RunEventListOptions{Include: []tfe.RunEventIncludeOpt{tfe.RunEventActor, tfe.RunEventComment}})
	check("GET /runs/:id/run-events", err)
	runs, err := client.Runs.List(ctx, workspace.ID, &tfe.RunListOptions{Search: "walk", Include: []tfe.RunIncludeOpt{tfe.RunWorkspace}})
	check("GET /workspaces/:id/runs", err)
	expect("  which has the run", len(runs.Items) == 1 && runs.Items[0].ID == run.ID, runs.Items)
	expect("  and what it says of its comments", len(runs.Items[0].Comments) == 1, runs.Items[0].Comments)
	listed, err := client.Runs.ListForOrganization(ctx, organization, &tfe.RunListForOrganizationOptions{
		WorkspaceNames: workspace.Name, StatusGroup: "non_final", Operation: "plan_and_apply", Source: "tfe-api",
	})
	check("GET /organizations/:organization/runs", err)
	expect("  which has the run", len(listed.Items) == 1, listed.Items)
}

// The checks after the plan stop the run until each is overridden.
func passGates(client *tfe.Client, run *tfe.Run) *tfe.Run {
	run = waitFor(client, run, "tf_policy_override")
	passTerraformPolicies(client, run)
	run = waitFor(client, run, "post_plan_awaiting_decision")
	stages, err := client.TaskStages.List(ctx, run.ID, nil)
	check("GET /runs/:id/task-stages", err)
	stage, err := client.TaskStages.Read(ctx, stages.Items[0].ID, &tfe.TaskStageReadOptions{
		Include: []tfe.TaskStageIncludeOpt{tfe.TaskStageTaskResults, tfe.PolicyEvaluationsTaskResults},
	})
	check("GET /task-stages/:id", err)
	_, err = client.TaskResults.Read(ctx, stage.TaskResults[0].ID)
	check("GET /task-results/:id", err)
	_, err = raw(client, "task-results/"+stage.TaskResults[0].ID+"/outcomes")
	check("GET /task-results/:id/outcomes", err)
	evaluations, err := client.PolicyEvaluations.List(ctx, stage.ID, nil)
	check("GET /task-stages/:id/policy-evaluations", err)
	outcomes, err := client.PolicySetOutcomes.List(ctx, evaluations.Items[0].ID, nil)
	check("GET /policy-evaluations/:id/policy-set-outcomes", err)
	expect("  which has a policy", len(outcomes.Items[0].Outcomes) == 1, outcomes.Items)
	_, err = client.TaskStages.Override(ctx, stage.ID, tfe.TaskStageOverrideOptions{Comment: tfe.String("known")})
	check("POST /task-stages/:id/actions/override", err)
	run = waitFor(client, run, tfe.RunPolicyOverride)
	estimate, err := client.CostEstimates.Read(ctx, run.CostEstimate.ID)
	check("GET /cost-estimates/:id", err)
	expect("  which has a delta", estimate.DeltaMonthlyCost == "1.0", estimate)
	passPolicyCheck(client, run)
	return waitFor(client, run, tfe.RunPolicyChecked)
}

func passTerraformPolicies(client *tfe.Client, run *tfe.Run) {
	body, err := raw(client, "runs/"+run.ID+"/tf-policy-evaluations")
	check("GET /runs/:id/tf-policy-evaluations", err)
	id := firstID(body)
	outcomes, err := client.TFPolicyEvaluationOutcomes.List(ctx, id, nil)
	check("GET /tf-policy-evaluations/:id/tf-policy-set-outcomes", err)
	expect("  which has one", len(outcomes.Items) == 1, outcomes.Items)
	request, err := client.NewRequest("POST", "tf-policy-evaluations/"+id+"/actions/override", nil)
	check("POST /tf-policy-evaluations/:id/actions/override", errors.Join(err, request.Do(ctx, nil)))
}

func passPolicyCheck(client *tfe.Client, run *tfe.Run) {
	checks, err := client.PolicyChecks.List(ctx, run.ID, &tfe.PolicyCheckListOptions{Include: []tfe.PolicyCheckIncludeOpt{tfe.PolicyCheckRun}})
	check("GET /runs/:id/policy-checks", err)
	log, err := client.PolicyChecks.Logs(ctx, checks.Items[0].ID)
	check("GET /policy-checks/:id/output", err)
	text, err := io.ReadAll(log)
	expect("  which has a text", err == nil && strings.Contains(string(text), "policies evaluated"), string(text))
	_, err = client.PolicyChecks.Override(ctx, checks.Items[0].ID)
	check("POST /policy-checks/:id/actions/override", err)
}

func readPlan(client *tfe.Client, run *tfe.Run) {
	plan, err := client.Plans.Read(ctx, run.Plan.ID)
	check("GET /plans/:id", err)
	log, err := client.Plans.Logs(ctx, plan.ID)
	check("GET the plan's log-read-url", err)
	text, err := io.ReadAll(log)
	expect("  to its end", err == nil && bytes.Contains(text, []byte("1 to add")), string(text))
	_, err = client.Plans.ReadJSONOutput(ctx, plan.ID)
	check("GET /plans/:id/json-output", err)
	body, err := raw(client, "plans/"+plan.ID+"/json-output-redacted")
	check("GET /plans/:id/json-output-redacted", err)
	expect("  which is a document", json.Valid(body), string(body))
}

func confirm(client *tfe.Client, run *tfe.Run) {
	await("GET /runs/:id, until it can be confirmed", func() (bool, error) {
		seen, err := client.Runs.Read(ctx, run.ID)
		return err == nil && seen.Actions.IsConfirmable, err
	})
	check("POST /runs/:id/actions/apply", client.Runs.Apply(ctx, run.ID, tfe.RunApplyOptions{Comment: tfe.String("approved")}))
}

func readApplied(client *tfe.Client, workspace *tfe.Workspace, run *tfe.Run) {
	run = waitFor(client, run, tfe.RunApplied)
	expect("  which says who", run.ConfirmedBy != nil, run)
	apply, err := client.Applies.Read(ctx, run.Apply.ID)
	check("GET /applies/:id", err)
	log, err := client.Applies.Logs(ctx, apply.ID)
	check("GET the apply's log-read-url", err)
	text, err := io.ReadAll(log)
	expect("  to its end", err == nil && bytes.Contains(text, []byte("1 added")), string(text))
	outputs, err := client.StateVersionOutputs.ReadCurrent(ctx, workspace.ID)
	check("GET /workspaces/:id/current-state-version-outputs", err)
	expect("  which has no secret", len(outputs.Items) > 0 && outputs.Items[0].Value == nil, outputs.Items)
	_, err = client.StateVersions.ReadCurrentWithOptions(ctx, workspace.ID, &tfe.StateVersionCurrentOptions{
		Include: []tfe.StateVersionIncludeOpt{tfe.SVoutputs},
	})
	check("GET /workspaces/:id/current-state-version", err)
}

// The other ends of a run, each with a run of its own.
func endOthers(client *tfe.Client, workspace *tfe.Workspace, upload *tfe.ConfigurationVersion) {
	first := createRun(client, workspace, upload, tfe.RunCreateOptions{})
	first = waitFor(client, first, "tf_policy_override")
	second := createRun(client, workspace, upload, tfe.RunCreateOptions{})
	check("POST /runs/:id/actions/force-execute", client.Runs.ForceExecute(ctx, second.ID))
	waitFor(client, first, tfe.RunDiscarded)
	waitFor(client, second, "tf_policy_override")
	check("POST /runs/:id/actions/discard", client.Runs.Discard(ctx, second.ID, tfe.RunDiscardOptions{Comment: tfe.String("no")}))
	waitFor(client, second, tfe.RunDiscarded)
	_, err := client.Workspaces.Lock(ctx, workspace.ID, tfe.WorkspaceLockOptions{Reason: tfe.String("walk")})
	check("POST /workspaces/:id/actions/lock", err)
	third := createRun(client, workspace, upload, tfe.RunCreateOptions{})
	check("POST /runs/:id/actions/cancel", client.Runs.Cancel(ctx, third.ID, tfe.RunCancelOptions{}))
	waitFor(client, third, tfe.RunCanceled)
	_, err = client.Workspaces.Unlock(ctx, workspace.ID)
	check("POST /workspaces/:id/actions/unlock", err)
	err = client.Runs.ForceCancel(ctx, third.ID, tfe.RunForceCancelOptions{})
	expect("POST /runs/:id/actions/force-cancel, refused of a run that has ended", err != nil, err)
	saved := createRun(client, workspace, upload, tfe.RunCreateOptions{SavePlan: tfe.Bool(true), AutoApply: tfe.Bool(false)})
	expect("  which is saved", saved.SavePlan, saved)
}

// Terraform Enterprise alone has these.
func walkAdmin(client *tfe.Client, run *tfe.Run) {
	runs, err := client.Admin.Runs.List(ctx, &tfe.AdminRunsListOptions{Query: run.ID, Include: []tfe.AdminRunIncludeOpt{tfe.AdminRunWorkspaceOrg}})
	check("GET /admin/runs", err)
	expect("  which has the run and its organization", len(runs.Items) == 1 && runs.Items[0].Workspace.Organization.Name != "", runs.Items)
	check("POST /admin/runs/:id/actions/force-cancel", client.Admin.Runs.ForceCancel(ctx, run.ID, tfe.AdminRunForceCancelOptions{}))
	waitFor(client, run, tfe.RunCanceled)
}

func waitFor(client *tfe.Client, run *tfe.Run, status tfe.RunStatus) *tfe.Run {
	seen := run
	await("GET /runs/:id, until "+string(status), func() (bool, error) {
		var err error
		seen, err = client.Runs.Read(ctx, run.ID)
		return err == nil && seen.Status == status, err
	})
	return seen
}

func await(step string, holds func() (bool, error)) {
	for end := time.Now().Add(stepLimit); ; time.Sleep(20 * time.Millisecond) {
		held, err := holds()
		if held || err != nil || time.Now().After(end) {
			if err == nil && !held {
				err = errors.New("it never came")
			}
			check(step, err)
			return
		}
	}
}

// raw reads what go-tfe has no function for.
func raw(client *tfe.Client, path string) ([]byte, error) {
	request, err := client.NewRequest("GET", path, nil)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	err = request.Do(ctx, &body)
	return body.Bytes(), err
}

func firstID(body []byte) string {
	var list struct {
		Data []struct{ ID string }
	}
	check("  which is a list", json.Unmarshal(body, &list))
	expect("  with one in it", len(list.Data) == 1, string(body))
	return list.Data[0].ID
}

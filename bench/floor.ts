/**
 * The least an action can be on the packages of GitHub's toolkit: one input,
 * one request. `bench/flows.ts` bundles and times it beside `dist/index.js`.
 */
import { getInput, setSecret } from '@actions/core'
import { HttpClient } from '@actions/http-client'

setSecret(getInput('token'))
const client = new HttpClient('floor')
const response = await client.get(getInput('hostname'))
await response.readBody()

resource "terraform_data" "path" {
  input = "missing.tfstate"
}

data "terraform_remote_state" "network" {
  backend = "local"

  config = {
    path = terraform_data.path.output
  }
}

resource "terraform_data" "subnet" {
  input = data.terraform_remote_state.network.outputs
}

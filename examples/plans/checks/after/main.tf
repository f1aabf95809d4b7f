resource "terraform_data" "service" {
  input = { replicas = 1 }
}

check "replicas" {
  assert {
    condition     = terraform_data.service.input.replicas >= 2
    error_message = "A service needs 2 replicas, this one has ${terraform_data.service.input.replicas}."
  }
}

check "known_later" {
  assert {
    condition     = terraform_data.service.id != ""
    error_message = "No id."
  }
}

check "fine" {
  assert {
    condition     = terraform_data.service.input.replicas > 0
    error_message = "No replicas."
  }
}

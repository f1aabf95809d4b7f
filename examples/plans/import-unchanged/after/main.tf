import {
  to = terraform_data.adopted
  id = "6d0dcbf6-3f0d-4f3c-8a4e-0a8f5f2f9c11"
}

resource "terraform_data" "adopted" {}

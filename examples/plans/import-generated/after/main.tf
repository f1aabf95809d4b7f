import {
  to = terraform_data.found
  id = "found-1"
}

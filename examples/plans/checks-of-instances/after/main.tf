locals {
  queues = { orders = 0, mails = 3, events = -1 }
}

resource "terraform_data" "queue" {
  for_each = local.queues
  input    = each.value
}

check "queues" {
  assert {
    condition     = local.queues.orders > 0
    error_message = "orders keeps no message."
  }

  assert {
    condition     = local.queues.events >= 0
    error_message = "events has a negative retention."
  }

  assert {
    condition     = local.queues.mails > 5
    error_message = "mails keeps too few messages."
  }
}

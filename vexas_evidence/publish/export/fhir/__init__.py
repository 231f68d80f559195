"""The evidence as FHIR R5: studies, estimates and judgements as resources, and the bundle that holds them."""

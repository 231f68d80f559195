"""The evidence as FHIR R5: studies, estimates and judgments as resources, and the bundle that holds them."""

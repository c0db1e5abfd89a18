"""All planted faults, one after the other."""

from tests.planted import (
    faults_of_access,
    faults_of_answers,
    faults_of_bookings,
    faults_of_calendars,
    faults_of_care,
    faults_of_code,
    faults_of_consents,
    faults_of_hours,
    faults_of_limits,
    faults_of_records,
    faults_of_safety,
    faults_of_sign_in,
    faults_of_templates,
    faults_of_the_provider,
)

FAULTS = (
    *faults_of_access.FAULTS,
    *faults_of_sign_in.FAULTS,
    *faults_of_answers.FAULTS,
    *faults_of_templates.FAULTS,
    *faults_of_records.FAULTS,
    *faults_of_safety.FAULTS,
    *faults_of_code.FAULTS,
    *faults_of_limits.FAULTS,
    *faults_of_care.FAULTS,
    *faults_of_hours.FAULTS,
    *faults_of_calendars.FAULTS,
    *faults_of_bookings.FAULTS,
    *faults_of_the_provider.FAULTS,
    *faults_of_consents.FAULTS,
)

"""the first tables

Revision: 0001
After: nothing
"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None

APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
        """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
        # INSERT OR REPLACE would be an update in disguise.
        """CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit record is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit record is append-only'; END $$""",
        """CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ),
}


def upgrade() -> None:
    """Make every table, and let nobody change the record of who did what."""
    op.create_table('audit_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('actor_id', sa.String(length=40), nullable=True),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('subject_type', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=22), nullable=False),
    sa.Column('detail', sa.String(length=80), nullable=True),
    sa.Column('mac', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index('ix_audit_entry_subject', 'audit_entry', ['subject_id', 'id'], unique=False)
    op.create_table('data_key',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_key'))
    )
    op.create_table('heartbeat',
    sa.Column('job', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('job', name=op.f('pk_heartbeat'))
    )
    op.create_table('one_time_code',
    sa.Column('browser_hash', sa.String(length=64), nullable=False),
    sa.Column('phone_lookup', sa.LargeBinary(length=32), nullable=False),
    sa.Column('last_two', sa.String(length=2), nullable=False),
    sa.Column('code_hash', sa.String(length=200), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('browser_hash', name=op.f('pk_one_time_code'))
    )
    op.create_index('ix_one_time_code_ends_at', 'one_time_code', ['ends_at'], unique=False)
    op.create_table('outbound_message',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('business_key', sa.String(length=80), nullable=False),
    sa.Column('template', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('recipient', sa.LargeBinary(), nullable=False),
    sa.Column('recipient_lookup', sa.LargeBinary(length=32), nullable=False),
    sa.Column('fields', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('attempted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('provider_reference', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbound_message')),
    sa.UniqueConstraint('business_key', name=op.f('uq_outbound_message_business_key')),
    sa.UniqueConstraint('provider_reference', name=op.f('uq_outbound_message_provider_reference'))
    )
    op.create_index('ix_outbound_message_due', 'outbound_message', ['state', 'due_at'], unique=False)
    op.create_index(op.f('ix_outbound_message_recipient_lookup'), 'outbound_message', ['recipient_lookup'], unique=False)
    op.create_table('rate_count',
    sa.Column('key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_count'))
    )
    op.create_index('ix_rate_count_ends_at', 'rate_count', ['ends_at'], unique=False)
    op.create_table('service_team',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_team'))
    )
    op.create_table('employer_group',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('team_id', sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['service_team.id'], name=op.f('fk_employer_group_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer_group'))
    )
    op.create_table('practitioner',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('team_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('profession', sa.String(length=20), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['service_team.id'], name=op.f('fk_practitioner_team_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practitioner'))
    )
    op.create_table('account',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('practitioner_id', sa.String(length=22), nullable=False),
    sa.Column('role', sa.String(length=40), nullable=False),
    sa.Column('email_lookup', sa.LargeBinary(length=32), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('totp_secret', sa.LargeBinary(), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('invitation_hash', sa.String(length=64), nullable=True),
    sa.Column('invitation_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('activated_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['practitioner_id'], ['practitioner.id'], name=op.f('fk_account_practitioner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email_lookup', name=op.f('uq_account_email_lookup')),
    sa.UniqueConstraint('invitation_hash', name=op.f('uq_account_invitation_hash')),
    sa.UniqueConstraint('practitioner_id', name=op.f('uq_account_practitioner_id'))
    )
    op.create_table('availability',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('practitioner_id', sa.String(length=22), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('from_minute', sa.Integer(), nullable=False),
    sa.Column('to_minute', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('from_minute < to_minute', name=op.f('ck_availability_forward')),
    sa.ForeignKeyConstraint(['practitioner_id'], ['practitioner.id'], name=op.f('fk_availability_practitioner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_availability'))
    )
    op.create_index(op.f('ix_availability_practitioner_id'), 'availability', ['practitioner_id'], unique=False)
    op.create_table('demo_login',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('practitioner_id', sa.String(length=22), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=True),
    sa.Column('password', sa.LargeBinary(), nullable=True),
    sa.Column('totp_secret', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['practitioner_id'], ['practitioner.id'], name=op.f('fk_demo_login_practitioner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demo_login')),
    sa.UniqueConstraint('practitioner_id', name=op.f('uq_demo_login_practitioner_id'))
    )
    op.create_table('employer',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('group_id', sa.String(length=22), nullable=True),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('name_fi', sa.String(length=80), nullable=False),
    sa.Column('name_sv', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('headcount', sa.Integer(), nullable=False),
    sa.Column('join_code', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['employer_group.id'], name=op.f('fk_employer_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employer')),
    sa.UniqueConstraint('code', name=op.f('uq_employer_code')),
    sa.UniqueConstraint('join_code', name=op.f('uq_employer_join_code'))
    )
    op.create_table('serves',
    sa.Column('practitioner_id', sa.String(length=22), nullable=False),
    sa.Column('employer_id', sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_serves_employer_id')),
    sa.ForeignKeyConstraint(['practitioner_id'], ['practitioner.id'], name=op.f('fk_serves_practitioner_id')),
    sa.PrimaryKeyConstraint('practitioner_id', 'employer_id', name=op.f('pk_serves'))
    )
    op.create_table('unit',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('employer_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('headcount', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_unit_employer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit'))
    )
    op.create_index(op.f('ix_unit_employer_id'), 'unit', ['employer_id'], unique=False)
    op.create_table('employee',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.Column('phone_lookup', sa.LargeBinary(length=32), nullable=True),
    sa.Column('number_confirmed', sa.Boolean(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=True),
    sa.Column('reference_word', sa.String(length=6), nullable=False),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('employer_id', sa.String(length=22), nullable=True),
    sa.Column('unit_id', sa.String(length=22), nullable=True),
    sa.Column('safe_to_text', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_employee_employer_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_employee_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employee'))
    )
    op.create_index(op.f('ix_employee_employer_id'), 'employee', ['employer_id'], unique=False)
    op.create_index('uq_employee_confirmed_phone', 'employee', ['phone_lookup'], unique=True, sqlite_where=sa.text('number_confirmed'), postgresql_where=sa.text('number_confirmed'))
    op.create_table('sign_in',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.String(length=22), nullable=True),
    sa.Column('employee_id', sa.String(length=22), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(account_id IS NULL) <> (employee_id IS NULL)', name=op.f('ck_sign_in_one_person')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_sign_in_employee_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_sign_in'))
    )
    op.create_index('ix_sign_in_ends_at', 'sign_in', ['ends_at'], unique=False)
    op.create_table('support_case',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('short_code', sa.String(length=6), nullable=False),
    sa.Column('employee_id', sa.String(length=22), nullable=False),
    sa.Column('employer_id', sa.String(length=22), nullable=True),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('came_from', sa.String(length=40), nullable=True),
    sa.Column('urgency', sa.String(length=40), nullable=False),
    sa.Column('path', sa.String(length=20), nullable=False),
    sa.Column('suggested_urgency', sa.String(length=40), nullable=False),
    sa.Column('suggested_path', sa.String(length=20), nullable=False),
    sa.Column('decision', sa.String(length=40), nullable=False),
    sa.Column('has_safety_row', sa.Boolean(), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_offer_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_contact_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('call_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_by', sa.String(length=22), nullable=True),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('close_reason', sa.String(length=20), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['claimed_by'], ['practitioner.id'], name=op.f('fk_support_case_claimed_by')),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_support_case_employee_id')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_support_case_employer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_case')),
    sa.UniqueConstraint('short_code', name=op.f('uq_support_case_short_code'))
    )
    op.create_index(op.f('ix_support_case_employee_id'), 'support_case', ['employee_id'], unique=False)
    op.create_index('ix_support_case_queue', 'support_case', ['closed_at', 'employer_id'], unique=False)
    op.create_table('alert',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('case_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['support_case.id'], name=op.f('fk_alert_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert'))
    )
    op.create_index(op.f('ix_alert_case_id'), 'alert', ['case_id'], unique=False)
    op.create_index('ix_alert_open', 'alert', ['resolved_at', 'due_at'], unique=False)
    op.create_table('appointment',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('case_id', sa.String(length=22), nullable=False),
    sa.Column('employee_id', sa.String(length=22), nullable=False),
    sa.Column('practitioner_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['support_case.id'], name=op.f('fk_appointment_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.id'], name=op.f('fk_appointment_employee_id')),
    sa.ForeignKeyConstraint(['practitioner_id'], ['practitioner.id'], name=op.f('fk_appointment_practitioner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment'))
    )
    op.create_index('ix_appointment_case', 'appointment', ['case_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_appointment_employee_id'), 'appointment', ['employee_id'], unique=False)
    op.create_index(op.f('ix_appointment_practitioner_id'), 'appointment', ['practitioner_id'], unique=False)
    op.create_table('case_step',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('case_id', sa.String(length=22), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('actor_id', sa.String(length=22), nullable=True),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('before', sa.String(length=60), nullable=True),
    sa.Column('after', sa.String(length=60), nullable=True),
    sa.Column('text', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['support_case.id'], name=op.f('fk_case_step_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_step'))
    )
    op.create_index(op.f('ix_case_step_case_id'), 'case_step', ['case_id'], unique=False)
    op.create_table('triage_answer_set',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('key_id', sa.String(length=22), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('case_id', sa.String(length=22), nullable=True),
    sa.Column('protocol', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['support_case.id'], name=op.f('fk_triage_answer_set_case_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triage_answer_set')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_triage_answer_set_token_hash'))
    )
    op.create_index(op.f('ix_triage_answer_set_case_id'), 'triage_answer_set', ['case_id'], unique=False)
    op.create_index('ix_triage_answer_set_expires_at', 'triage_answer_set', ['expires_at'], unique=False)
    op.create_table('booking_cell',
    sa.Column('person_id', sa.String(length=22), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('appointment_id', sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointment.id'], name=op.f('fk_booking_cell_appointment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'starts_at', name=op.f('pk_booking_cell'))
    )
    op.create_index(op.f('ix_booking_cell_appointment_id'), 'booking_cell', ['appointment_id'], unique=False)


    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop everything."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        op.execute("DROP TRIGGER audit_entry_no_truncate ON audit_entry")
        op.execute("DROP FUNCTION refuse_change()")
    op.drop_table('booking_cell')
    op.drop_table('triage_answer_set')
    op.drop_table('case_step')
    op.drop_table('appointment')
    op.drop_table('alert')
    op.drop_table('support_case')
    op.drop_table('sign_in')
    op.drop_table('employee')
    op.drop_table('unit')
    op.drop_table('serves')
    op.drop_table('employer')
    op.drop_table('demo_login')
    op.drop_table('availability')
    op.drop_table('account')
    op.drop_table('practitioner')
    op.drop_table('employer_group')
    op.drop_table('service_team')
    op.drop_table('rate_count')
    op.drop_table('outbound_message')
    op.drop_table('one_time_code')
    op.drop_table('heartbeat')
    op.drop_table('data_key')
    op.drop_table('audit_entry')

"""The kinds of fault that the program bears (docs/faults.md), and the tests that show it."""

from collections.abc import Mapping, Sequence

_CALLS = "scenarios/test_call_faults.py"
_NEWS = "scenarios/test_call_callbacks.py"
_CHAT = "scenarios/test_telegram_faults.py"
_TEXTS = "scenarios/test_texting.py"
_LANES = "scenarios/test_lanes.py"
_ALERTS = "scenarios/test_alerts.py"
_OUTCOMES = "scenarios/test_household_outcomes.py"
_STORE = "scenarios/test_call_store_busy.py"
_UPDATES = "scenarios/test_webhook_telegram.py"
_CHECK = "scenarios/test_check.py"
_BLOCKED = "scenarios/test_blocked.py"
_OUTAGE = "scenarios/test_outage.py"
_KILLED = (
    "crashes/test_whole_product.py",
    "test_a_product_that_is_killed_during_a_fault_ends_its_day_as_usual",
)
_WHEREVER = "test_wherever_it_is_killed_nothing_is_lost_and_nothing_done_twice"

TESTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "F1": (
        (_CALLS, "test_a_request_that_ended_ambiguously_never_becomes_two_calls"),
        (_CALLS, "test_a_call_nobody_told_us_of_is_found_by_asking"),
        (_CALLS, "test_ten_households_and_every_fault_ring_ten_telephones_once"),
        (_CHAT, "test_a_message_that_was_taken_without_an_answer_is_repeated_once_and_marked"),
        (_CHAT, "test_after_two_ambiguous_sends_the_official_is_called"),
        (_TEXTS, "test_a_request_whose_answer_was_lost_is_found_and_not_made_again"),
        _KILLED,
    ),
    "F2": (
        (_CALLS, "test_too_many_requests_are_tried_again_and_cost_no_attempt"),
        (_CHAT, "test_a_message_that_must_wait_is_sent_once_and_later"),
        (_LANES, "test_too_many_requests_hold_the_lane_and_cost_nothing"),
        (_TEXTS, "test_too_fast_holds_the_whole_lane_and_costs_nothing"),
        _KILLED,
    ),
    "F3": (
        (_CALLS, "test_a_number_that_the_carrier_calls_invalid_is_not_tried_again"),
        (_CALLS, "test_where_the_carrier_waits_for_an_operator_no_household_is_used_up"),
        (_LANES, "test_after_a_refusal_of_the_account_nothing_leaves_until_an_operator_resumes_it"),
        (_TEXTS, "test_configuration_stops_the_lane_until_a_probe_is_taken"),
        (_ALERTS, "test_a_carrier_that_refuses_everything_is_told_of_once"),
        _KILLED,
    ),
    "F4": (
        (_NEWS, "test_every_order_of_callbacks_each_of_them_twice_leaves_the_same_row"),
        (_NEWS, "test_callbacks_that_come_before_our_request_is_answered_are_kept"),
        (_CALLS, "test_a_call_whose_callbacks_are_lost_is_found_by_polling"),
        ("fieldwork/test_keys_and_news.py", "test_keys_and_news_in_any_order_leave_the_same"),
        _KILLED,
    ),
    "F5": (
        (_NEWS, "test_a_second_call_for_one_attempt_hears_an_apology_and_never_answers"),
        ("scenarios/test_call_alerts.py", "test_a_second_call_for_one_attempt_is_an_incident"),
        _KILLED,
    ),
    "F6": (
        (_OUTCOMES, "test_an_answering_machine_hears_nothing"),
        (_OUTCOMES, "test_who_says_nothing_at_all_hears_each_prompt_three_times"),
        (_OUTCOMES, "test_who_hangs_up_before_it_broke_off_and_keeps_what_was_said"),
        _KILLED,
    ),
    "F7": (
        (
            "scenarios/test_store_trouble.py",
            "test_nothing_is_acknowledged_unstored_and_afterwards_everything_goes_on",
        ),
        (_STORE, "test_a_key_pressed_while_the_store_is_locked_is_asked_for_again"),
        (_STORE, "test_a_store_that_stays_locked_ends_the_call_and_nothing_is_half_written"),
        _KILLED,
    ),
    "F8": (
        ("crashes/test_points.py", "test_the_product_passes_every_point_in_one_place"),
        ("crashes/hundred.py", _WHEREVER),
        (
            "crashes/test_kills_of_the_poller.py",
            "test_updates_that_a_poller_took_with_it_come_again_and_count_once",
        ),
    ),
    "F9": (
        (
            "crashes/test_four_workers.py",
            "test_a_thousand_due_calls_are_a_thousand_requests_though_a_worker_is_killed",
        ),
        (
            "fieldwork/test_calling.py",
            "test_four_workers_make_one_request_for_each_call_that_is_due",
        ),
        (
            "processes/test_many_processes.py",
            "test_nobody_is_asked_twice_and_nobody_left_out",
        ),
    ),
    "F10": (
        (
            "scenarios/test_clock.py",
            "test_a_slot_is_drawn_once_and_a_check_asked_once_however_the_clock_is_turned",
        ),
        ("fieldwork/test_moved_clock.py", "test_a_clock_that_is_turned_makes_no_call_twice"),
        (
            "fieldwork/test_moved_clock.py",
            "test_the_hours_are_those_of_the_people_wherever_the_machine_stands",
        ),
        (
            "fieldwork/test_clock_watch.py",
            "test_a_jump_of_more_than_ten_minutes_holds_everything_and_is_told_once",
        ),
        _KILLED,
    ),
    "F11": (
        (
            _OUTAGE,
            "test_households_whose_days_passed_are_closed_as_our_outage_and_the_others_are_called"
            "_in_turn",
        ),
        (_OUTAGE, "test_an_official_who_was_asked_before_an_outage_is_not_called_unreachable"),
        (
            "scenarios/test_restore.py",
            "test_nothing_is_sent_twice_and_nothing_before_somebody_says_so",
        ),
        _KILLED,
    ),
    "F12": (
        (_UPDATES, "test_a_poison_update_is_set_aside_after_three_tries_and_the_next_goes_on"),
        (_UPDATES, "test_an_unknown_content_hurts_nobody"),
        (_UPDATES, "test_a_body_over_256_kilobytes_is_refused"),
        (
            _UPDATES,
            "test_an_update_that_is_nested_too_deeply_is_refused_and_the_next_goes_on",
        ),
        ("scenarios/test_call_signature.py", "test_a_giant_body_is_refused"),
        _KILLED,
    ),
    "F13": (
        (_CHECK, "test_an_answer_counts_once_however_often_buttons_are_pressed"),
        (_CHECK, "test_only_the_one_who_was_asked_can_press_the_button"),
        (_CHECK, "test_a_button_of_yesterdays_check_does_not_answer_todays"),
        (
            "scenarios/test_late.py",
            "test_an_answer_after_closing_is_kept_and_changes_no_disposition",
        ),
        _KILLED,
    ),
    "F14": (
        (_BLOCKED, "test_a_block_that_shows_only_when_we_write_leads_to_a_call"),
        (_BLOCKED, "test_an_account_that_is_gone_is_marked_and_not_written_to_again"),
        (_BLOCKED, "test_a_chat_that_moved_is_followed_once"),
        (_CHAT, "test_a_refused_token_is_a_matter_for_an_operator_and_nobodys_silence"),
        ("mingcha/doctor/test_providers.py", "test_a_webhook_of_somebody_else_fails"),
        _KILLED,
    ),
    "F15": (
        (
            "mingcha/test_cli_roster_bad_input.py",
            "test_what_is_wrong_in_a_row_is_told_by_its_cell_and_the_rest_goes_in",
        ),
        (
            "mingcha/test_cli_roster_files.py",
            "test_an_export_is_imported_again_without_any_change",
        ),
        (
            "crashes/test_import_killed.py",
            "test_an_import_that_is_killed_has_stored_nothing_and_is_repeated",
        ),
    ),
    "F16": (
        ("scenarios/test_inert.py", "test_markup_and_formulas_in_names_are_words_on_every_way"),
        (_CHECK, "test_markup_in_an_answer_is_kept_as_it_was_typed"),
        ("documents/test_roster_correction.py", "test_nothing_in_an_export_is_ever_calculated"),
        ("documents/test_slips.py", "test_names_are_words_and_never_markup"),
        _KILLED,
    ),
    "F17": (
        (
            "scenarios/test_canary.py",
            "test_nobody_is_in_the_log_the_figures_or_an_address_whatever_goes_wrong",
        ),
        _KILLED,
    ),
}

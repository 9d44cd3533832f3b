"""The auditor's pages: the trail, its verification, and what to ask about decided cases."""
